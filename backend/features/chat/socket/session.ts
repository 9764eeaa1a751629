import type { WebSocket } from "ws";
import {
  CLOSED_OVERLOADED,
  CLOSED_SIGNED_OUT,
  type SocketMessage,
  SocketRequest,
} from "../../../contract/socket.ts";
import type { Deps } from "../../../platform/deps.ts";
import { hashRequest, requireKey } from "../../../platform/idempotency.ts";
import { ProblemError, toProblem } from "../../../platform/problem.ts";
import { explain } from "../../../platform/problem-response.ts";
import { limitQuietly } from "../../../platform/rate-limits.ts";
import { turnBuckets, userBuckets } from "../../auth/allowances.ts";
import { type Identity, identify } from "../../auth/authenticate.ts";
import { readMessage } from "../messages/service.ts";
import { admit } from "../turns/admission.ts";
import type { Runner } from "../turns/runner.ts";

/** Turns that one socket may follow at once. */
const MOST_FOLLOWED = 20;

type Asking<Type> = Extract<SocketRequest, { type: Type }>;

/**
 * One connection, from its sign-in to its end. What waits to be sent is bounded: each turn's events wait in their
 * reader, which lets a slow one go, and the next is taken when the last has left.
 */
export class SocketSession {
  readonly #deps: Deps;
  readonly #runner: Runner;
  readonly #socket: WebSocket;
  readonly #from: { requestId: string; clientAddress: string };
  readonly #closed = new AbortController();
  #identity: Identity | null = null;
  #following = 0;
  #isAnswering = true;

  constructor(
    deps: Deps,
    runner: Runner,
    socket: WebSocket,
    from: { requestId: string; clientAddress: string },
  ) {
    this.#deps = deps;
    this.#runner = runner;
    this.#socket = socket;
    this.#from = from;
    const { socketAuthTimeoutMs, heartbeatMs } = deps.config.limits;
    const signIn = setTimeout(() => {
      if (this.#identity === null) this.#leave();
    }, socketAuthTimeoutMs);
    const beat = setInterval(() => void this.#beat(), heartbeatMs);
    socket.on("pong", () => {
      this.#isAnswering = true;
    });
    socket.once("close", () => {
      clearTimeout(signIn);
      clearInterval(beat);
      this.#closed.abort();
    });
    // What is wrong with a connection also closes it.
    socket.on("error", () => {});
  }

  /** One message, as it came. */
  receive(data: unknown): void {
    this.#handle(data).catch((error: unknown) =>
      this.#tell({ type: "problem", problem: this.#problem(error) }),
    );
  }

  async #handle(data: unknown): Promise<void> {
    const request = readRequest(data);
    // A later one renews it: a socket lives longer than a token.
    if (request.type === "auth") return this.#signIn(request.accessToken);
    const identity = this.#identity;
    if (identity === null) return this.#leave();
    try {
      if (request.type === "turn") await this.#turn(identity, request);
      else if (request.type === "follow") await this.#follow(identity, request);
      else await this.#stop(identity, request);
    } catch (error) {
      await this.#tell({ type: "problem", ...refOf(request), problem: this.#problem(error) });
    }
  }

  async #signIn(token: string): Promise<void> {
    try {
      const identity = await identify(this.#deps, token);
      if (this.#identity && this.#identity.user.id !== identity.user.id) throw new ProblemError("forbidden");
      this.#identity = identity;
    } catch (error) {
      await this.#tell({ type: "problem", problem: this.#problem(error) });
      return this.#leave();
    }
    await this.#tell({ type: "ready" });
  }

  async #turn({ user, isReadOnly }: Identity, request: Asking<"turn">): Promise<void> {
    const { config, sql } = this.#deps;
    const { requestId, clientAddress } = this.#from;
    if (isReadOnly) throw new ProblemError("forbidden", { detail: "This API key may only read" });
    await limitQuietly(sql, [
      ...userBuckets(config, user.id, clientAddress),
      ...turnBuckets(config, user.id, clientAddress),
    ]);
    const { conversationId, message, idempotencyKey: key } = request;
    const path = `/api/v1/chat/conversations/${conversationId}/messages`;
    const hash = hashRequest("POST", path, JSON.stringify(message));
    const keyed = key === undefined ? null : { userId: user.id, key: requireKey(key), hash };
    const admission = await admit(this.#deps, { user, conversationId, requestId, keyed, body: message });
    if ("turn" in admission) this.#runner.start(admission.turn);
    const { messageId } = "turn" in admission ? admission.turn : admission;
    await this.#send({ messageId, after: 0, userId: user.id }, refOf(request));
  }

  async #follow({ user }: Identity, request: Asking<"follow">): Promise<void> {
    const { messageId, after } = request;
    await limitQuietly(this.#deps.sql, userBuckets(this.#deps.config, user.id, this.#from.clientAddress));
    await readMessage(this.#deps, user, messageId);
    await this.#send({ messageId, after, userId: user.id }, refOf(request));
  }

  async #stop({ user, isReadOnly }: Identity, request: Asking<"stop">): Promise<void> {
    const { messageId } = request;
    if (isReadOnly) throw new ProblemError("forbidden", { detail: "This API key may only read" });
    await limitQuietly(this.#deps.sql, userBuckets(this.#deps.config, user.id, this.#from.clientAddress));
    await readMessage(this.#deps, user, messageId);
    await this.#runner.stop({ userId: user.id, messageId });
    await this.#tell({ type: "stopped", ...refOf(request), messageId });
  }

  async #send(
    { userId, messageId, after }: { userId: string; messageId: string; after: number },
    ref: { ref?: string },
  ): Promise<void> {
    if (this.#following >= MOST_FOLLOWED) {
      const detail = `A connection follows at most ${MOST_FOLLOWED} answers at once`;
      throw new ProblemError("rate-limited", { detail, retryAfter: 5 });
    }
    this.#following += 1;
    let last = after;
    let hasEnded = false;
    try {
      for await (const events of this.#runner.follow({ userId, messageId, after }, this.#closed.signal)) {
        for (const { seq, event } of events) {
          await this.#tell({ type: "event", ...ref, messageId, seq, event });
          last = seq;
          hasEnded = event.type === "turn-end" || event.type === "turn-error";
        }
      }
    } finally {
      this.#following -= 1;
    }
    if (hasEnded || this.#closed.signal.aborted) return;
    await this.#tell({ type: "cut-off", ...ref, messageId, after: last });
    this.#socket.close(CLOSED_OVERLOADED, "Follow again from where it was cut off");
  }

  /** Whether the reader is there, and may still read. */
  async #beat(): Promise<void> {
    if (!this.#isAnswering) return this.#socket.terminate();
    this.#isAnswering = false;
    this.#socket.ping();
    await this.#identity?.recheck().catch((error: unknown) => {
      if (error instanceof ProblemError) this.#leave();
    });
  }

  #leave(): void {
    this.#socket.close(CLOSED_SIGNED_OUT, "Sign in first");
  }

  /** Resolves when it has left this process; a closed socket takes nothing any more. */
  #tell(message: SocketMessage): Promise<void> {
    return new Promise((resolve) => {
      if (this.#socket.readyState === this.#socket.OPEN)
        this.#socket.send(JSON.stringify(message), () => resolve());
      else resolve();
    });
  }

  #problem(error: unknown) {
    const { code, options } = explain(error);
    const { requestId } = this.#from;
    if (code === "internal") this.#deps.log.error({ err: error, requestId }, "a socket's request failed");
    return toProblem(code, requestId, options);
  }
}

/** Throws `malformed-json` and `invalid-request`. */
function readRequest(data: unknown): SocketRequest {
  const parsed = SocketRequest.safeParse(parse(data));
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues
    .slice(0, 20)
    .map((issue) => ({ path: issue.path.map(String).join("."), message: issue.message }));
  throw new ProblemError("invalid-request", { errors });
}

function parse(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch (cause) {
    throw new ProblemError("malformed-json", { cause });
  }
}

function refOf({ ref }: { ref?: string | undefined }): { ref?: string } {
  return ref === undefined ? {} : { ref };
}
