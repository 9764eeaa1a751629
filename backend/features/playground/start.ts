import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import { createFrameApp } from "./frame-server.ts";
import { createIssuer, type Issuer } from "./issuer.ts";
import { createPlaygroundRoutes } from "./routes.ts";

export interface PlaygroundOptions {
  /** A loopback name or address. */
  host: string;
  /** The port of the sidebar's own origin; 0 picks a free one. */
  framePort: number;
  /** The backend's own port, once it listens. */
  backendPort: () => number;
  /** The folder of the built playground. */
  folder: string;
  now: () => Date;
}

export interface Playground {
  /** What the Google sign-in has to trust. */
  issuer: Issuer;
  /** Mounted at `/`, after every other route. */
  routes: Hono;
  framePort: number;
  close(): Promise<void>;
}

/** Opens the sidebar's own origin and makes the playground's routes. Rejects when the port is taken. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const shimFile = join(options.folder, "frame-shim.js");
  const frame = createFrameApp({ backendPort: options.backendPort, shim: () => readFile(shimFile, "utf8") });
  const server = createAdaptorServer({ fetch: frame.fetch });
  server.listen(options.framePort, options.host);
  const [issuer] = await Promise.all([createIssuer(options.now), once(server, "listening")]);
  const framePort = portOf(server.address());
  return {
    issuer,
    routes: createPlaygroundRoutes({ issuer, framePort, folder: options.folder }),
    framePort,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The server listens on no port");
  return address.port;
}
