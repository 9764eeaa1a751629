import { drive, percentile } from "./drive.ts";
import { type Field, ms, setPace } from "./field.ts";
import { account } from "./rowsmith.ts";

const STREAMS = 20;
const DELTAS = 100;
const DELAY_MS = 50;
const LOGINS = 100;
const SOURCE_BYTES = 5 * 1024 * 1024;

/** What heavy work of others does to running turns. */
export async function disturbed(field: Field): Promise<void> {
  const { rowsmith } = field;
  const asks = await rowsmith.asks(STREAMS + 1);
  await setPace(field, DELTAS, DELAY_MS);
  const running = asks.slice(1);
  const late = async (disturb: () => Promise<void>) => {
    const streams = Promise.all(running.map((ask) => drive(ask, DELTAS)));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const [seen] = await Promise.all([streams, disturb()]);
    return percentile(
      seen.flatMap(({ delays }) => delays),
      99,
    );
  };
  const api = `${rowsmith.server.url}api/v1`;
  const logins = async () => {
    const statuses = await Promise.all(
      Array.from({ length: LOGINS }, async (_, at) => {
        const body = JSON.stringify(account(at % STREAMS));
        const headers = { "Content-Type": "application/json" };
        return (await fetch(`${api}/auth/login`, { method: "POST", headers, body })).status;
      }),
    );
    const refused = statuses.filter((status) => status !== 200).length;
    if (refused > 0) console.info(`  (${refused} of ${LOGINS} logins were not answered 200)`);
  };
  const source = async () => {
    const [ask] = asks;
    if (ask === undefined) return;
    const text = `No,Date,Name,Amount\n${'4711,2026-03-02,Somebody With A Name,"1,234.50"\n'.repeat(SOURCE_BYTES / 50)}`;
    const headers = { "Content-Type": "application/json", Authorization: String(ask.headers.authorization) };
    const message = { content: "", source: { kind: "text", text }, locale: "en-US", timeZone: "UTC" };
    const response = await fetch(ask.url, {
      method: "POST",
      headers: { ...headers, Accept: "text/event-stream" },
      body: JSON.stringify(message),
    });
    const answer = await response.text();
    if (!answer.includes("event: turn-end"))
      console.info(`  (the source was not read: ${answer.slice(0, 300)})`);
  };
  console.info(
    `\n${STREAMS} turns with a delta every ${DELAY_MS} ms, while others work: a delta's delay p99`,
  );
  const alone = await late(async () => {});
  console.info(`  nothing else         ${ms(alone)}`);
  for (const [name, work] of [
    [`${LOGINS} logins at once `, logins],
    ["a source of 5 MiB   ", source],
  ] as const) {
    const disturbedBy = await late(work);
    console.info(`  ${name} ${ms(disturbedBy)}, ${ms(disturbedBy - alone)} more`);
  }
}
