import type { Deps } from "../../../platform/deps.ts";
import { Elsewhere } from "./elsewhere.ts";
import { EventStore } from "./event-store.ts";
import { follow, type Place } from "./follow.ts";
import { LiveTurn } from "./live-turn.ts";
import type { Turn } from "./prepare.ts";
import { type MessageOwner, renewLeases, requestStop } from "./queries.ts";
import type { WrittenEvent } from "./reader.ts";
import { TurnRun } from "./run-turn.ts";

/** How long a stop waits for the process that runs the turn. */
const STOP_PATIENCE_MS = 5_000;

/** Runs turns to their end, whoever reads them, and lets readers follow. */
export interface Runner {
  start(turn: Turn): void;
  /** A turn's events from a place on, those that come together in one, to the terminal one. */
  follow(place: Place, signal: AbortSignal): AsyncGenerator<WrittenEvent[]>;
  /** Resolves once the turn's end is stored, wherever it runs; after a while in any case. */
  stop(of: MessageOwner): Promise<void>;
  stopConversation(conversationId: string): void;
}

/** When the process is asked to stop, running turns get half of the time that it has; then they end, resumable. */
export function createRunner(deps: Deps): Runner {
  const { sql, config, log, lifetime, metrics } = deps;
  const { turnGraceMs, turnLeaseMs, stopTimeoutMs } = config.limits;
  const live = new Map<string, LiveTurn>();
  const store = new EventStore(sql, deps.clock);
  const elsewhere = new Elsewhere(deps, live);
  const following = { sql, live, elsewhere, openStream: metrics.openStream };
  let renewing: NodeJS.Timeout | undefined;

  lifetime.signal.addEventListener("abort", () => {
    elsewhere.close();
    setTimeout(() => cutAll("shutdown"), stopTimeoutMs / 2).unref();
  });

  function cutAll(reason: "shutdown"): void {
    for (const turn of live.values()) turn.cut(reason);
  }

  async function renew(): Promise<void> {
    // A turn that begins meanwhile was not asked for: it holds its own first lease.
    const renewed = [...live.values()];
    try {
      const ids = renewed.map(({ messageId }) => messageId);
      const held = await renewLeases(sql, ids, turnLeaseMs);
      for (const turn of renewed) if (!held.has(turn.messageId)) turn.cut("lease-lost");
    } catch (error) {
      log.warn({ err: error }, "leases were not renewed");
    }
  }

  async function run(turn: Turn, running: LiveTurn): Promise<void> {
    const endTurn = metrics.beginTurn();
    live.set(turn.messageId, running);
    renewing ??= setInterval(renew, turnLeaseMs / 4);
    elsewhere.look();
    try {
      await new TurnRun(deps, store, turn, running).run();
    } finally {
      live.delete(turn.messageId);
      running.end();
      endTurn();
      if (live.size === 0) {
        clearInterval(renewing);
        renewing = undefined;
      }
    }
  }

  return {
    start(turn) {
      lifetime.track(run(turn, new LiveTurn(turn, turnGraceMs)));
    },
    follow: (place, signal) => follow(following, place, signal, lifetime.signal),
    async stop(of) {
      const turn = live.get(of.messageId);
      turn?.cut("stop");
      if (turn) return turn.ended;
      if (!(await requestStop(sql, of, deps.clock()))) return;
      const end = { ...of, after: Number.MAX_SAFE_INTEGER };
      for await (const _ of follow(following, end, AbortSignal.timeout(STOP_PATIENCE_MS), lifetime.signal));
    },
    stopConversation(conversationId) {
      for (const turn of live.values()) if (turn.conversationId === conversationId) turn.cut("stop");
    },
  };
}
