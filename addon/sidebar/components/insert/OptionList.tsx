import type { SheetStyle, WriteOptions } from "../../../writes.ts";
import { useShown } from "../../app.ts";
import type { Insertion } from "../../hooks/use-insertion.ts";
import { NotesChoice } from "../NotesChoice.tsx";

/** How the cells are put in, beside where. */
export function OptionList({ insertion }: { insertion: Insertion }) {
  const { t } = useShown();
  const { options, plan, choose } = insertion;
  const target = plan?.target ?? insertion.target;
  if (!target) return null;
  const change = (some: WriteOptions) => choose(target, { ...options, ...some });
  const style = options.style ?? {};
  const dress = (some: SheetStyle) => change({ style: { ...style, ...some } });
  const joins = target.kind === "append" || target.kind === "upsert" || target.kind === "update";
  return (
    <details>
      <summary class="font-semibold">{t("insert.options")}</summary>
      <div class="mt-1 space-y-1">
        <NotesChoice value={options.notes ?? "flags"} onChange={(notes) => change({ notes })} />
        {joins && (
          <Check
            label={t("insert.carryDown")}
            checked={options.carryDown !== false}
            onChange={(carryDown) => change({ carryDown })}
          />
        )}
        {target.kind === "new-sheet" && (
          <>
            <Check
              label={t("insert.frozenHeader")}
              checked={style.frozenHeader !== false}
              onChange={(frozenHeader) => dress({ frozenHeader })}
            />
            <Check
              label={t("insert.banding")}
              checked={style.banding === true}
              onChange={(banding) => dress({ banding })}
            />
          </>
        )}
      </div>
    </details>
  );
}

interface CheckProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

function Check({ label, checked, onChange }: CheckProps) {
  return (
    <label class="flex min-h-7 items-center gap-2">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}
