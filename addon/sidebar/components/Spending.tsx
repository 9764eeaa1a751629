import { useShown } from "../app.ts";
import { canSend } from "../composer.ts";
import type { Spent } from "../conversation.ts";
import { costText } from "../cost-text.ts";
import { askFresh } from "../turns.ts";

/** What an answer took; nothing where no model was asked, unless an earlier answer was taken. */
export function Spending({ spent, messageId }: { spent: Spent; messageId: string }) {
  const { app, state, t, language } = useShown();
  const { tokens, cost, reused } = spent;
  if (reused) {
    return (
      <p class="mt-2 flex flex-wrap gap-x-3 text-xs text-muted">
        {t("chat.reused")}
        {!state.turn && !canSend(state.composer) && (
          <button type="button" class="button-text" onClick={() => void askFresh(app, messageId)}>
            {t("chat.askFresh")}
          </button>
        )}
      </p>
    );
  }
  if (tokens === 0) return null;
  const parts = [...(cost ? [costText(cost, language)] : []), t("chat.tokens", { count: tokens })];
  return <p class="mt-2 text-xs text-muted">{parts.join(" · ")}</p>;
}
