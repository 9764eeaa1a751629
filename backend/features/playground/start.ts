import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import type { GoogleAccess } from "../../platform/deps.ts";
import { CALLBACK_PATH } from "../google/access.ts";
import { createFrameApp } from "./frame-server.ts";
import { createIssuer, guest, type Issuer } from "./issuer.ts";
import { createPlaygroundRoutes } from "./routes.ts";

export interface PlaygroundOptions {
  /** A loopback name or address. */
  host: string;
  /** The port of the sidebar's own origin; 0 picks a free one. */
  framePort: number;
  /** The backend's own port, once it listens. */
  backendPort: () => number;
  /** Where browsers find the backend. */
  origin: () => string;
  /** The folder of the built playground. */
  folder: string;
  now: () => Date;
}

export interface Playground {
  /** What the Google sign-in has to trust. */
  issuer: Issuer;
  /** Google Sheets in this machine's memory. */
  google: GoogleAccess;
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
  // Loaded here alone: the image, which runs no playground, comes without what stands in for others.
  const [{ startGoogleStandIn }, { standInAccess }] = await Promise.all([
    import("../../testing/google/stand-in.ts"),
    import("../../testing/google/access.ts"),
  ]);
  const standIn = await startGoogleStandIn({ host: options.host, account: guest, now: options.now });
  const framePort = portOf(server.address());
  return {
    issuer,
    google: standInAccess(standIn, () => options.origin() + CALLBACK_PATH),
    routes: createPlaygroundRoutes({ issuer, framePort, folder: options.folder }),
    framePort,
    async close() {
      await standIn.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The server listens on no port");
  return address.port;
}
