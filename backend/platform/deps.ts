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
  /** Signs access tokens. */
  jwtSecret: Uint8Array;
  lifetime: Lifetime;
  metrics: Metrics;
  queue: Queue;
}
