import type { App } from "./app.ts";
import { insertByItself, streamByItself } from "./auto-insert.ts";
import { canSend, isSame, toRequest } from "./composer.ts";
import { Failure, type FailureInfo, toFailure } from "./failure.ts";
import { reloadTables } from "./rows.ts";
import { hostOf } from "./session.ts";
import { whenStarted } from "./starting.ts";
import type { FollowOptions } from "./turn-stream.ts";

/** Sends what the composer holds and follows the answer to its end; `fresh` refuses an earlier answer's rows. */
export async function send(app: App, { fresh = false } = {}): Promise<void> {
  const { dispatch } = app.store;
  if (app.store.state.boot.phase === "starting") await whenStarted(app);
  const { boot, composer, thread, turn, unsure } = app.store.state;
  if (boot.phase !== "ready" || turn || !canSend(composer)) return;
  const limit = boot.meta.limits.maxMessageCharacters;
  if (composer.text.length > limit) {
    const params = { size: composer.text.length, limit };
    dispatch({ type: "notice-shown", failure: { code: "message-over-limit", params } });
    return;
  }
  const body = { ...toRequest(composer, thread, boot.hello), ...(fresh ? { fresh } : {}) };
  const key = unsure && isSame(unsure.composer, composer) ? unsure.key : crypto.randomUUID();
  dispatch({ type: "turn-sent", key });
  const run = new Run(app, key, null);
  try {
    await app.api.sendTurn({ body, key }, run.options);
    if (run.messageId === null) throw new Failure({ code: "not-sent" });
  } catch (error) {
    const failure = toFailure(error);
    if (run.messageId !== null) dispatch({ type: "turn-lost", key, failure });
    else dispatch({ type: "turn-refused", key, composer, failure: neverArrived(app, failure) });
  }
  await Promise.all([settle(app, run), nameThread(app)]);
}

/** Takes up an answer that was cut off here, or that was being written when the page opened. */
export async function resume(app: App, messageId: string): Promise<void> {
  const message = app.store.state.thread.messages.find(({ id }) => id === messageId);
  if (!message || app.store.state.turn) return;
  const run = new Run(app, crypto.randomUUID(), messageId);
  app.store.dispatch({ type: "turn-followed", key: run.key, messageId });
  try {
    await app.api.followTurn(messageId, message.seq, run.options);
  } catch (error) {
    app.store.dispatch({ type: "turn-lost", key: run.key, failure: toFailure(error) });
  }
  await settle(app, run);
}

/** Asks the server to end the turn; the stream then brings its end. */
export async function stop(app: App): Promise<void> {
  const { turn } = app.store.state;
  if (!turn) return;
  app.store.dispatch({ type: "turn-stopping", key: turn.key });
  if (turn.messageId !== turn.key) await tellToStop(app, turn.messageId);
}

/** Brings back what a failed turn was asked with. */
export function askAgain(app: App, failedId: string): void {
  const { composer, thread } = app.store.state;
  const { messages } = thread;
  const asked = messages[messages.findIndex(({ id }) => id === failedId) - 1];
  if (asked?.role !== "user") return;
  const { dispatch } = app.store;
  const kept = asked.sourceTitle && { title: asked.sourceTitle, from: { sourceMessageId: asked.id } };
  const text = [asked.content, composer.text].filter((part) => part !== "").join("\n");
  dispatch({ type: "typed", text });
  dispatch({ type: "attached", attachment: asked.sent ? asked.sent.attachment : kept || null });
  if (asked.sent?.columns) dispatch({ type: "columns-attached", columns: asked.sent.columns });
  if (asked.sent?.template) dispatch({ type: "template-taken", template: asked.sent.template });
}

/** Sends once more what an answer was asked with, so that the model is asked and not an earlier answer taken. */
export function askFresh(app: App, answeredId: string): Promise<void> {
  askAgain(app, answeredId);
  return send(app, { fresh: true });
}

/** One following of one turn: which message it is about is known from its first event on. */
class Run {
  readonly key: string;
  readonly options: FollowOptions;
  messageId: string | null;
  /** The turn's first table on its way into the sheet, where that is wished. */
  streamed: Promise<void> | null = null;

  constructor(app: App, key: string, messageId: string | null) {
    const controller = new AbortController();
    const isStopping = () => {
      const { turn } = app.store.state;
      return turn?.key === key && turn.phase === "stopping";
    };
    this.key = key;
    this.messageId = messageId;
    this.options = {
      signal: controller.signal,
      onEvents: (events) => {
        const start = events[0]?.event;
        if (start?.type === "turn-start" && this.messageId === null) {
          this.messageId = start.messageId;
          if (isStopping()) void tellToStop(app, start.messageId);
        }
        app.store.dispatch({ type: "turn-events", key, events });
        const first = events.find(({ event }) => event.type === "row-add")?.event;
        if (first?.type === "row-add") this.streamed ??= streamByItself(app, first.tableId);
      },
      onDrop: () => {
        if (isStopping() && this.messageId === null) controller.abort();
        else app.store.dispatch({ type: "turn-dropped", key });
      },
    };
  }
}

async function tellToStop(app: App, messageId: string): Promise<void> {
  try {
    await app.api.stop(messageId);
  } catch (error) {
    app.store.dispatch({ type: "notice-shown", failure: toFailure(error) });
  }
}

/** The server names a conversation after its first message. */
async function nameThread(app: App): Promise<void> {
  const { id, title } = app.store.state.thread;
  if (id === null || title !== "") return;
  const conversation = await app.api.conversation(id).catch(() => null);
  if (conversation) app.store.dispatch({ type: "thread-renamed", id, title: conversation.title });
}

/** An answer that never began was not interrupted: the message could not be sent. */
function neverArrived(app: App, failure: FailureInfo): FailureInfo {
  if (failure.code !== "interrupted") return failure;
  return { ...failure, code: "unreachable", params: { host: hostOf(app.backend) } };
}

async function settle(app: App, run: Run): Promise<void> {
  await run.streamed;
  const message = app.store.state.thread.messages.find(({ id }) => id === run.messageId);
  if (!message || message.tables.length === 0) return;
  if (message.status === "complete" && !message.cutShort) await insertByItself(app, message.tables);
  else if (message.status === "failed" || message.status === "stopped")
    await reloadTables(app, message.tables);
}
