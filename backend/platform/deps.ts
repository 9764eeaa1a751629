import type { JWTVerifyGetKey } from "jose";
import type { Config } from "../config.ts";
import type { Engine } from "../extraction/engine.ts";
import type { FileReader } from "../extraction/files/reader-pool.ts";
import type { Database } from "./database.ts";
import type { Hasher } from "./hasher.ts";
import type { Lifetime } from "./lifetime.ts";
import type { Logger } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { Queue } from "./queue.ts";
import type { Sealer } from "./sealer.ts";

/** `default` is the model's engine where one is connected, else the offline one. */
export interface Engines {
  default: Engine;
  offline: Engine;
  openai: Engine | null;
}

/** Whose OpenID tokens are taken: Google's, or the playground's own issuer. */
export interface TokenIssuer {
  issuers: string[];
  audiences: string[];
  keys: JWTVerifyGetKey;
}

/** Google's OAuth server and APIs, or what stands in for them. */
export interface GoogleAccess {
  clientId: string;
  clientSecret: string;
  /** Where Google sends browsers back to. */
  redirectUri: () => string;
  /** Of ID tokens. */
  issuer: string;
  authorizationUrl: string;
  tokenUrl: string;
  revocationUrl: string;
  sheetsUrl: string;
  driveUrl: string;
  /** Where browsers look at spreadsheets. */
  documentsUrl: string;
  /** On this machine, without TLS. */
  isLocal: boolean;
  /** Until Google is asked again. Rejects when the signal is aborted. */
  pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** Everything from outside that a feature works with. */
export interface Deps {
  config: Config;
  sql: Database;
  log: Logger;
  clock: () => Date;
  newId: () => string;
  engines: Engines;
  files: FileReader;
  hasher: Hasher;
  google: TokenIssuer;
  /** Null: nobody can connect Google Sheets. */
  googleAccess: GoogleAccess | null;
  sealer: Sealer;
  /** Signs access tokens. */
  jwtSecret: Uint8Array;
  lifetime: Lifetime;
  metrics: Metrics;
  queue: Queue;
}
