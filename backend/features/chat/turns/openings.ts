import type { Context } from "hono";
import { Id } from "../../../contract/paging.ts";
import type { Deps } from "../../../platform/deps.ts";
import type { AppEnv } from "../../../platform/router.ts";
import { findOpening, type Opening } from "./admission-queries.ts";

const sending = /\/conversations\/([^/]+)\/messages$/;

/** Conversations as requests find them, read while their people are being let in: one round to the database less. */
export class Openings {
  readonly #deps: Pick<Deps, "sql" | "config">;
  readonly #read = new WeakMap<Request, Promise<Opening | null>>();

  constructor(deps: Pick<Deps, "sql" | "config">) {
    this.#deps = deps;
  }

  /** Begins to read where the request sends a message. */
  readonly readAhead = (context: Context<AppEnv>, userId: string): void => {
    const { data: conversationId } = Id.safeParse(sending.exec(context.req.path)?.[1]);
    if (context.req.method !== "POST" || conversationId === undefined) return;
    const { sql, config } = this.#deps;
    const opening = findOpening(sql, userId, { conversationId, limit: config.limits.contextMessages });
    // Whoever takes it is told.
    opening.catch(() => {});
    this.#read.set(context.req.raw, opening);
  };

  /** Undefined where nothing was read ahead. */
  of(context: Context<AppEnv>): Promise<Opening | null> | undefined {
    return this.#read.get(context.req.raw);
  }
}
