import type { Ref } from "preact";
import type { ListedWrite } from "../../writes.ts";
import { useShown } from "../app.ts";
import { showInSheet } from "../inserting.ts";
import { takeBack } from "../undoing.ts";

interface WriteActionsProps {
  write: ListedWrite;
  /** How the buttons look. */
  look: string;
  /** Undo's name, where several stand in a list. */
  undoLabel?: string;
  disabled?: boolean;
  first?: Ref<HTMLButtonElement>;
}

/** To a write's place in the sheet, and back from it. */
export function WriteActions({ write, look, undoLabel, disabled = false, first }: WriteActionsProps) {
  const { app, t } = useShown();
  return (
    <>
      <button ref={first ?? null} type="button" class={look} onClick={() => void showInSheet(app, write)}>
        {t("card.show")}
      </button>
      {write.undo === "nowhere" ? (
        <span class="text-sm text-muted">{t("plan.no-undo")}</span>
      ) : (
        <button
          type="button"
          class={look}
          aria-label={undoLabel}
          disabled={disabled}
          onClick={() => void takeBack(app, write.writeId)}
        >
          {t("writes.undo")}
        </button>
      )}
    </>
  );
}
