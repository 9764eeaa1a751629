import { Fragment } from "preact";
import type { WriteTarget } from "../../writes.ts";
import { useShown } from "../app.ts";
import type { MessageKey } from "../messages.ts";

const targets: { target: WriteTarget; label: MessageKey }[] = [
  { target: { kind: "selection", header: true }, label: "insert.selection" },
  { target: { kind: "append" }, label: "insert.append" },
  { target: { kind: "new-sheet" }, label: "insert.newSheet" },
];

interface TargetChoiceProps {
  target: WriteTarget;
  disabled: boolean;
  onChoose: (target: WriteTarget) => void;
}

export function TargetChoice({ target, disabled, onChoose }: TargetChoiceProps) {
  const { t } = useShown();
  return (
    <fieldset disabled={disabled}>
      <legend class="mb-1 font-semibold">{t("insert.target")}</legend>
      {targets.map((choice) => (
        <Fragment key={choice.label}>
          <label class="flex min-h-7 items-center gap-2">
            <input
              type="radio"
              name="target"
              checked={target.kind === choice.target.kind}
              onChange={() => onChoose(choice.target)}
            />
            {t(choice.label)}
          </label>
          {target.kind === "selection" && choice.target.kind === "selection" && (
            <label class="flex min-h-7 items-center gap-2 pl-6 text-muted">
              <input
                type="checkbox"
                checked={target.header}
                onChange={(event) => onChoose({ kind: "selection", header: event.currentTarget.checked })}
              />
              {t("insert.header")}
            </label>
          )}
        </Fragment>
      ))}
    </fieldset>
  );
}
