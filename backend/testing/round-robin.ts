import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

/** A proxy that gives each request to the next of its backends and streams what they answer. */
export interface RoundRobin {
  url: string;
  close(): void;
}

export async function startRoundRobin(backends: string[]): Promise<RoundRobin> {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const backend = backends[turn % backends.length] ?? "";
    turn += 1;
    pass(new URL(incoming.url ?? "/", backend), incoming, outgoing);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy listens on no port");
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function pass(to: URL, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const passed = request(to, { method: incoming.method, headers: incoming.headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  passed.on("error", () => outgoing.writeHead(502).end());
  outgoing.on("close", () => passed.destroy());
  incoming.pipe(passed);
}
