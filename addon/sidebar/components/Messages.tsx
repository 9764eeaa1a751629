import { useShown } from "../app.ts";
import type { ChatMessage, Thread } from "../conversation.ts";
import type { MessageKey } from "../messages.ts";
import { askAgain, resume } from "../turns.ts";
import { Chip } from "./Chip.tsx";
import { Markdown } from "./Markdown.tsx";
import { Problem, ProblemAction } from "./Problem.tsx";
import { Spending } from "./Spending.tsx";
import { TableCard } from "./TableCard.tsx";

export function Messages({ thread }: { thread: Thread }) {
  const { t } = useShown();
  return (
    <ol class="space-y-4" aria-label={t("chat.conversation")}>
      {thread.messages.map((message) => (
        <li key={message.id}>
          {message.role === "user" ? <Asked message={message} /> : <Answer message={message} />}
        </li>
      ))}
    </ol>
  );
}

function Asked({ message }: { message: ChatMessage }) {
  const { t } = useShown();
  return (
    <div class="ml-6 flex flex-col items-end gap-1">
      <span class="sr-only">{t("chat.you")}:</span>
      {message.sourceTitle && <Chip icon="file" label={message.sourceTitle} />}
      {message.content && (
        <p class="max-w-full whitespace-pre-wrap break-words rounded-2xl rounded-br-sm bg-raised px-3 py-2">
          {message.content}
        </p>
      )}
    </div>
  );
}

function Answer({ message }: { message: ChatMessage }) {
  const { app, state, t } = useShown();
  return (
    <div>
      <span class="sr-only">{t("chat.assistant")}:</span>
      {message.content && <Markdown text={message.content} />}
      {message.tables.map((id) => (
        <TableOf key={id} id={id} message={message} />
      ))}
      <Progress message={message} />
      {message.spent && <Spending spent={message.spent} messageId={message.id} />}
      {message.cutShort && <p class="mt-2 text-sm text-warn">{t(cutShortText[message.cutShort])}</p>}
      {message.status === "stopped" && <p class="mt-2 text-sm text-muted">{t("chat.stopped")}</p>}
      {(message.status === "failed" || message.status === "interrupted") && (
        <div class="mt-2">
          <Problem failure={message.failure ?? { code: "turn-interrupted" }}>
            {!state.turn && message.failure?.code === "interrupted" && (
              <ProblemAction label={t("chat.resume")} onClick={() => void resume(app, message.id)} />
            )}
            {!state.turn && message.failure?.code !== "interrupted" && (
              <ProblemAction
                label={t("chat.askAgain")}
                onClick={() => {
                  askAgain(app, message.id);
                  document.getElementById("composer")?.focus();
                }}
              />
            )}
          </Problem>
        </div>
      )}
    </div>
  );
}

const cutShortText: Record<NonNullable<ChatMessage["cutShort"]>, MessageKey> = {
  length: "chat.cutLength",
  refused: "chat.cutRefused",
  "content-filter": "chat.cutFilter",
};

/** The table stands under the last message that changed it; earlier ones point there. */
function TableOf({ id, message }: { id: string; message: ChatMessage }) {
  const { state, t } = useShown();
  const table = state.thread.tables[id];
  if (!table) return null;
  const last = state.thread.messages.findLast(({ tables }) => tables.includes(id));
  if (last?.id === message.id) return <TableCard table={table} />;
  return <p class="mt-1 text-sm text-muted">{t("card.changedBelow", { title: table.title })}</p>;
}

function Progress({ message }: { message: ChatMessage }) {
  const { state, t } = useShown();
  const { turn } = state;
  if (message.status !== "streaming" || turn?.messageId !== message.id) return null;
  const text = { sending: "chat.thinking", streaming: "chat.thinking", stopping: "chat.stopping" } as const;
  const key = turn.phase === "reconnecting" ? "chat.reconnecting" : text[turn.phase];
  return (
    <p class="mt-2 flex items-center gap-2 text-sm text-muted">
      <span class="size-2 motion-safe:animate-pulse rounded-full bg-accent" aria-hidden="true" />
      {t(key)}
    </p>
  );
}
