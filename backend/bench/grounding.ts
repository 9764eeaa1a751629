import { groundRows } from "../extraction/grounding/ground-rows.ts";
import { typeRows } from "../extraction/typing/type-rows.ts";
import { from, table } from "../testing/extraction.ts";
import { groundingCase } from "../testing/grounding-case.ts";
import { type FormName, formNames } from "../testing/grounding-forms.ts";
import { scoreOf } from "../testing/grounding-score.ts";
import { type ScriptName, scriptNames } from "../testing/grounding-scripts.ts";

/**
 * How many of the values that were made up, and of those that are another row's, grounding finds out, by script and form, and what a source costs it, by
 * its size. `node backend/bench/grounding.ts [rounds]`.
 */
const rounds = Number(process.argv[2] ?? 10);

for (const { of, swapped } of [
  { of: "made up", swapped: 0 },
  { of: "another row's", swapped: 100 },
]) {
  for (const script of scriptNames) for (const form of formNames) await score(script, form, of, swapped);
}

async function score(script: ScriptName, form: FormName, of: string, swapped: number): Promise<void> {
  const scores = await Promise.all(
    Array.from({ length: rounds }, (_, at) =>
      scoreOf(script, form, { seed: at + 1, rows: 80, wrong: 5, swapped }),
    ),
  );
  const missed = scores.flatMap((score) => score.missed);
  const falseAlarms = scores.flatMap((score) => score.falseAlarms);
  const hits = scores.reduce((sum, { invented }) => sum + invented, 0) - missed.length;
  const recall = (hits / (hits + missed.length)).toFixed(4);
  const precision = (hits / (hits + falseAlarms.length)).toFixed(4);
  console.info(
    `${script} ${form}, ${of}: recall ${recall}, precision ${precision} of ${hits + missed.length}`,
  );
  for (const line of missed.slice(0, 3)) console.info(`  missed: ${line}`);
  for (const line of falseAlarms.slice(0, 3)) console.info(`  false alarm: ${line}`);
}

for (const rows of [1_250, 2_500, 5_000, 10_000]) {
  const {
    source,
    columns,
    rows: told,
    locale,
  } = groundingCase("english", "mail", { seed: 7, rows, wrong: 5 });
  const filler = "Lorem ipsum dolor sit amet, consectetur 17 adipiscing elit sed do 3.14 eiusmod.\n";
  const text = source + filler.repeat(Math.max(0, rows * 200 - source.length) / filler.length);
  const request = from(text, { locale });
  const typed = await all(typeRows(events(table(columns, told)), request));
  const before = process.cpuUsage();
  const grounded = await all(groundRows(events(typed), request));
  const { user, system } = process.cpuUsage(before);
  const size = (text.length / 1e6).toFixed(2);
  const seconds = ((user + system) / 1e6).toFixed(2);
  console.info(`${size} MB, ${grounded.length - 2} rows × ${columns.length}: ${seconds} s of one core`);
}

async function* events<T>(from: Iterable<T>): AsyncGenerator<T> {
  yield* from;
}

async function all<T>(from: AsyncIterable<T>): Promise<T[]> {
  const got: T[] = [];
  for await (const each of from) got.push(each);
  return got;
}
