/** The other floor: a relay through the SDK's stream objects. */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import OpenAI from "openai";

const client = new OpenAI({
  apiKey: "none",
  baseURL: String(process.env.UPSTREAM).replace("/responses", ""),
});
const app = new Hono();
app.post("*", (context) =>
  streamSSE(context, async (stream) => {
    for await (const event of await client.responses.create({ model: "m", input: "hello", stream: true }))
      if (event.type === "response.output_text.delta")
        await stream.writeSSE({ event: "text-delta", data: JSON.stringify({ text: event.delta }) });
  }),
);
serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
  console.info(`http://127.0.0.1:${port}/`),
);
