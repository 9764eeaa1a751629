/** Prints for every form, loss and size whether each record came or was named. Ends with 1 where one was not. */
import { sweep } from "../extraction/completeness/sweep.testing.ts";
import { forms, losses } from "../testing/lossy-model.ts";
import { startModelStandIn } from "../testing/model-stand-in.ts";

const SIZES = [50, 200, 800, 1_600, 3_200];
const first = Number(process.argv[2] ?? 1);

const standIn = await startModelStandIn();
let seed = first;
let kept = 0;
for (const count of SIZES) {
  for (const form of forms) {
    for (const loss of losses) {
      seed += 1;
      const { got, gaps, calls, wrong } = await sweep(standIn, { form, loss, count, seed });
      if (wrong.length === 0) kept += 1;
      const told =
        gaps.length === 0 ? "recall 1.0" : `recall ${(got / count).toFixed(3)}, ${gaps.length} gaps named`;
      const fault = wrong.length === 0 ? "" : `, WRONG: ${wrong.slice(0, 3).join("; ")}`;
      console.info(`${count} ${form}, ${loss}, seed ${seed}: ${told}, ${calls} calls${fault}`);
    }
  }
}
await standIn.close();
const runs = seed - first;
console.info(`${kept} of ${runs} runs end with recall 1.0 or a gap that is named`);
if (kept < runs) process.exitCode = 1;
