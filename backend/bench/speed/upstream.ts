/** The model's server: as many deltas as were asked for, each with the time at which it was sent. */
import { createServer, type ServerResponse } from "node:http";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { timeNow } from "./clock.ts";

let pace = { deltas: 50, delayMs: 0 };
const frame = (type: string, members: object) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...members })}\n\n`;
const place = { item_id: "msg_1", output_index: 0, content_index: 0 };
const usage = {
  input_tokens: 9,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 50,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 59,
};

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  if (request.url === "/pace") {
    pace = JSON.parse(Buffer.concat(chunks).toString());
    response.end();
  } else await answer(response, { ...pace });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") console.info(`http://127.0.0.1:${address?.port}/`);
});

async function answer(response: ServerResponse, { deltas, delayMs }: typeof pace): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(frame("response.created", { response: { id: "resp_1", status: "in_progress" } }));
  for (let sent = 0; sent < deltas && !response.destroyed; sent += 1) {
    if (sent > 0) await (delayMs > 0 ? sleep(delayMs) : nextTurn());
    const delta = `Twenty four characters. @${timeNow()}@ `;
    response.write(frame("response.output_text.delta", { ...place, delta }));
  }
  response.end(frame("response.completed", { response: { id: "resp_1", status: "completed", usage } }));
}
