import type { NumberedEvent } from "../../../contract/events.ts";
import type { Deps } from "../../../platform/deps.ts";
import { follow, type Place } from "./follow.ts";
import { LiveTurn } from "./live-turn.ts";
import type { Turn } from "./prepare.ts";
import { renewLeases } from "./queries.ts";
import { TurnRun } from "./run-turn.ts";

/** Runs turns to their end, whoever reads them, and lets readers follow. */
export interface Runner {
  start(turn: Turn): void;
  /** A turn's events from a place on, to the terminal one. */
  follow(place: Place, signal: AbortSignal): AsyncGenerator<NumberedEvent>;
  /** Resolves once the turn's end is stored; at once where it does not run here. */
  stop(messageId: string): Promise<void>;
  stopConversation(conversationId: string): void;
}

/** When the process is asked to stop, running turns get half of the time that it has; then they end, resumable. */
export function createRunner(deps: Deps): Runner {
  const { sql, config, log, lifetime } = deps;
  const { turnGraceMs, turnLeaseMs, stopTimeoutMs } = config.limits;
  const live = new Map<string, LiveTurn>();
  let renewing: NodeJS.Timeout | undefined;

  lifetime.signal.addEventListener("abort", () => {
    setTimeout(() => cutAll("shutdown"), stopTimeoutMs / 2).unref();
  });

  function cutAll(reason: "shutdown"): void {
    for (const turn of live.values()) turn.cut(reason);
  }

  async function renew(): Promise<void> {
    try {
      const held = await renewLeases(sql, [...live.keys()], turnLeaseMs);
      for (const turn of live.values()) if (!held.has(turn.messageId)) turn.cut("lease-lost");
    } catch (error) {
      log.warn({ err: error }, "leases were not renewed");
    }
  }

  async function run(turn: Turn, running: LiveTurn): Promise<void> {
    live.set(turn.messageId, running);
    renewing ??= setInterval(renew, turnLeaseMs / 4);
    try {
      await new TurnRun(deps, turn, running).run();
    } finally {
      live.delete(turn.messageId);
      running.end();
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
    follow: (place, signal) => follow(sql, live, place, signal, lifetime.signal),
    async stop(messageId) {
      const turn = live.get(messageId);
      turn?.cut("stop");
      await turn?.ended;
    },
    stopConversation(conversationId) {
      for (const turn of live.values()) if (turn.conversationId === conversationId) turn.cut("stop");
    },
  };
}
