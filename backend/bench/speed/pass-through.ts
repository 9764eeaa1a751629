/** The floor: the upstream's bytes, passed on as they are. */
import { serve } from "@hono/node-server";
import { Hono } from "hono";

const app = new Hono();
app.post("*", async (context) => {
  const headers = { "Content-Type": "application/json" };
  const { body } = await fetch(String(process.env.UPSTREAM), {
    method: "POST",
    headers,
    body: await context.req.text(),
  });
  return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
});
serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
  console.info(`http://127.0.0.1:${port}/`),
);
