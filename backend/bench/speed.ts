/**
 * Prints how fast turns are beside a pass-through of the upstream's bytes and a relay through the SDK, all in one run:
 * the ratios count, for the machine's own speed is in each of them. `npm run bench -- one` runs a part alone.
 */
import { crowd } from "./speed/crowd.ts";
import { disturbed } from "./speed/disturbed.ts";
import { oneByOne } from "./speed/one-by-one.ts";
import { openTurns } from "./speed/open-turns.ts";
import { pages } from "./speed/pages.ts";
import { ServerProcess } from "./speed/processes.ts";
import { startRowsmith } from "./speed/rowsmith.ts";

const parts = { one: oneByOne, crowd, open: openTurns, disturbed, pages };
const wanted = process.argv.slice(2);

const upstream = await ServerProcess.start("./upstream.ts", {});
const UPSTREAM = `${upstream.url}v1/responses`;
const passThrough = await ServerProcess.start("./pass-through.ts", { UPSTREAM });
const relay = await ServerProcess.start("./sdk-relay.ts", { UPSTREAM });
const rowsmith = await startRowsmith(upstream.url, 10);
try {
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length === 0 || wanted.includes(name)) await part({ upstream, passThrough, relay, rowsmith });
  }
} finally {
  await rowsmith.stop();
  await Promise.all([upstream, passThrough, relay].map((server) => server.stop()));
}
