import type { SendChatMessageInput } from "../../backend/contract/chat.ts";
import type { NumberedEvent, TurnEvent } from "../../backend/contract/events.ts";
import { Failure } from "./failure.ts";
import type { Session } from "./session.ts";
import { createSseParser } from "./sse.ts";

export interface TurnRequest {
  body: SendChatMessageInput;
  /** The same key at every attempt: the server runs the turn once. */
  key: string;
}

export interface FollowOptions {
  signal: AbortSignal;
  /** Events in order, none twice, as they arrive together. */
  onEvents: (events: NumberedEvent[]) => void;
  /** The stream broke off and is being resumed. */
  onDrop: () => void;
  /** Resolves after so many milliseconds; the page's clock, injected for tests. */
  wait?: (ms: number) => Promise<void>;
  /** Milliseconds on a clock that never goes back. */
  now?: () => number;
  /** Silence after which a stream counts as dropped; the server sends a comment every 15 s. */
  idleMs?: number;
}

/** After this long without the server the person is told and decides: they are promised it within 5 s. */
const outageMs = 4_000;
const retryDelaysMs = [250, 500];

/**
 * Sends a turn and follows it to its terminal event, over dropped streams: before the first event by the
 * same key, after it by `events?after=N`. Rejects with a `Failure` when the server refuses the turn, or with
 * `interrupted` when it cannot be reached again within `outageMs`.
 */
export function sendTurn(session: Session, turn: TurnRequest, options: FollowOptions): Promise<void> {
  const init = {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": turn.key },
    body: JSON.stringify(turn.body),
  };
  return follow(session, { path: "/chat/messages", init, messageId: null, after: 0 }, options);
}

/** Follows a turn that runs already, from after the event with this number. */
export function followTurn(session: Session, messageId: string, after: number, options: FollowOptions) {
  return follow(session, { path: "", init: {}, messageId, after }, options);
}

interface Position {
  path: string;
  init: RequestInit;
  messageId: string | null;
  after: number;
}

async function follow(session: Session, position: Position, options: FollowOptions): Promise<void> {
  const wait = options.wait ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
  const now = options.now ?? (() => performance.now());
  let giveUpAt = Number.POSITIVE_INFINITY;
  for (let attempt = 0; ; attempt++) {
    const before = position.after;
    const begun = now();
    try {
      if (await readOnce(session, position, options, giveUpAt - now())) return;
    } catch (error) {
      if (options.signal.aborted) return;
      if (!worthRetrying(error)) throw error;
    }
    if (options.signal.aborted) return;
    // An attempt to connect is shorter than that: this one had connected and broke off anew.
    const wasOpen = position.after > before || now() - begun > outageMs;
    if (wasOpen || attempt === 0) {
      attempt = 0;
      giveUpAt = now() + outageMs;
    }
    const delay = retryDelaysMs[attempt] ?? 1_000;
    if (now() + delay >= giveUpAt) throw new Failure({ code: "interrupted" });
    options.onDrop();
    await wait(delay);
  }
}

/**
 * One connection; true when it brought the terminal event. It has `connectMs` to begin, and from then on the
 * time that silence may last.
 */
async function readOnce(
  session: Session,
  position: Position,
  options: FollowOptions,
  connectMs: number,
): Promise<boolean> {
  const idleMs = options.idleMs ?? 45_000;
  const idle = idleTimer(options.signal, Math.min(connectMs, idleMs));
  try {
    const { path, init } = position.messageId
      ? { path: `/chat/messages/${position.messageId}/events?after=${position.after}`, init: {} }
      : position;
    const headers = new Headers(init.headers);
    headers.set("Accept", "text/event-stream");
    const response = await session.send(path, { ...init, headers, signal: idle.signal });
    if (!response.body) return false;
    const parse = createSseParser();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      idle.touch(idleMs);
      const { done, value } = await reader.read();
      if (done) return false;
      const events = accept(parse(value), position);
      if (events.length > 0) options.onEvents(events);
      if (events.some(({ event }) => event.type === "turn-end" || event.type === "turn-error")) return true;
    }
  } finally {
    idle.stop();
  }
}

/** Keeps what is new: a server that replays more than was asked for doubles nothing. */
function accept(read: ReturnType<ReturnType<typeof createSseParser>>, position: Position): NumberedEvent[] {
  const events: NumberedEvent[] = [];
  for (const { data, id } of read) {
    const event = JSON.parse(data) as TurnEvent;
    const seq = Number(id);
    if (seq <= position.after) continue;
    position.after = seq;
    if (event.type === "turn-start") position.messageId = event.messageId;
    events.push({ seq, event });
  }
  return events;
}

function worthRetrying(error: unknown): boolean {
  if (!(error instanceof Failure)) return true;
  const { code, status } = error.info;
  if (code === "unreachable" || code === "request-in-flight") return true;
  return status === 502 || status === 503 || status === 504;
}

function idleTimer(outer: AbortSignal, firstMs: number) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  let timer = setTimeout(abort, firstMs);
  outer.addEventListener("abort", abort);
  if (outer.aborted) abort();
  return {
    signal: controller.signal,
    touch(ms: number) {
      clearTimeout(timer);
      timer = setTimeout(abort, ms);
    },
    stop() {
      clearTimeout(timer);
      outer.removeEventListener("abort", abort);
    },
  };
}
