import { useEffect, useRef, useState } from "preact/hooks";
import type { Cell, CellStatus, Column } from "../../../../backend/contract/cells.ts";
import { useShown } from "../../app.ts";
import { useCellText } from "../../hooks/use-cell-text.ts";
import type { SourceState } from "../../hooks/use-source.ts";
import type { TableEditor } from "../../hooks/use-table-change.ts";
import type { Translate } from "../../messages.ts";
import { type Broken, partsText } from "../../row-rules.ts";
import { needsCheck } from "../../table-view.ts";
import { Icon, type IconName } from "../Icon.tsx";
import { IconButton } from "../IconButton.tsx";
import { CellForm } from "./CellForm.tsx";
import { Quote } from "./Quote.tsx";

const icons: Record<CellStatus, IconName> = {
  exact: "check",
  normalised: "about",
  inferred: "think",
  "not-found": "warning",
  model: "sparkle",
};

interface RecordFieldProps {
  column: Column;
  /** The column's place, from 0. */
  at: number;
  cell: Cell;
  /** Rules of the row that this cell's value breaks. */
  broken: Broken[];
  /** Null until the server has told it: then the cell can be changed. */
  rowId: string | undefined;
  source: SourceState;
  editor: TableEditor;
  canRedo: boolean;
  /** A person walked here: it is brought into sight. */
  isCurrent: boolean;
}

/** Label over value, what stands behind it, the quote with its place in the source, and what can be done. */
export function RecordField(props: RecordFieldProps) {
  const { column, at, cell, broken, rowId, source, editor, isCurrent } = props;
  const { t } = useShown();
  const text = useCellText()(cell, column);
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const pencil = useRef<HTMLSpanElement>(null);
  const check = needsCheck(cell) || (broken.length > 0 && !cell.confirmed);
  useEffect(() => {
    if (isCurrent) root.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  const close = () => {
    setOpen(false);
    pencil.current?.querySelector("button")?.focus();
  };
  const save = async (value: string) => {
    if (rowId === undefined) return;
    const operation = { op: "set-cell", rowId, column: at, value: value === "" ? null : value } as const;
    if (await editor.change({ operations: [operation] })) close();
  };

  return (
    <div
      ref={root}
      class={`scroll-mt-20 border-l-2 px-3 py-2 ${check ? "border-l-warn bg-warn-tint" : isCurrent ? "border-l-accent" : "border-l-transparent"}`}
    >
      <dt class="flex items-center gap-1.5 text-sm text-muted">
        <span class="min-w-0 break-words">{column.name}</span>
        {column.origin === "derived" && (
          <span class="inline-flex shrink-0 items-center gap-0.5 text-xs" title={t("cell.derivedHint")}>
            <Icon name="think" size={12} />
            {t("cell.derived")}
          </span>
        )}
        <span ref={pencil} class="-my-1.5 ml-auto">
          <IconButton
            icon="pencil"
            label={t("cell.change", { column: column.name })}
            expanded={isOpen}
            disabled={rowId === undefined || editor.busy}
            onClick={() => setOpen(!isOpen)}
          />
        </span>
      </dt>
      <dd>
        {isOpen ? (
          <CellForm column={column} text={text} busy={editor.busy} onSave={save} onCancel={close} />
        ) : (
          <p class="whitespace-pre-wrap break-words text-lg">
            {text === "" ? <span class="text-muted italic">{t("table.blank")}</span> : text}
          </p>
        )}
        <Standing column={column} cell={cell} check={check} />
        {check && broken.map((rule) => <Makes key={partsText(rule.rule)} broken={rule} of={props} />)}
        <Quote cell={cell} source={source} />
        {check && !isOpen && <CheckActions {...props} onFix={() => setOpen(true)} />}
      </dd>
    </div>
  );
}

/** What the rule makes of the row, in the way the cell itself is shown. */
function Makes({ broken, of }: { broken: Broken; of: RecordFieldProps }) {
  const { t } = useShown();
  const made = useCellText()({ ...of.cell, value: broken.made }, of.column);
  return (
    <p class="mt-0.5 flex items-center gap-1 text-sm font-medium text-warn">
      <Icon name="warning" size={14} />
      {t("rule.makes", { parts: partsText(broken.rule), made })}
    </p>
  );
}

/** What a column asks of its cells, which one that breaks it should have kept. */
function askedOf({ required, unique, min, max, pattern }: Column, { value }: Cell, t: Translate): string[] {
  return [
    required && value === null && t("rule.required"),
    unique && t("rule.unique"),
    min !== undefined && t("rule.min", { bound: min }),
    max !== undefined && t("rule.max", { bound: max }),
    pattern !== undefined && t("rule.pattern", { pattern }),
  ].filter((text) => typeof text === "string");
}

function Standing({ column, cell, check }: { column: Column; cell: Cell; check: boolean }) {
  const { t } = useShown();
  const status = cell.status ?? "exact";
  const isKnown = cell.value !== null || cell.status !== undefined;
  const own = cell.confirmed ? "cell.confirmed" : cell.edited ? "cell.edited" : null;
  return (
    <>
      {own && (
        <p class="mt-0.5 flex items-center gap-1 text-sm text-good">
          <Icon name={cell.confirmed ? "check" : "pencil"} size={14} />
          {t(own)}
        </p>
      )}
      {isKnown && !cell.edited && (
        <p class={`mt-0.5 flex items-center gap-1 text-sm ${check ? "text-warn" : "text-muted"}`}>
          <Icon name={icons[status]} size={14} />
          {t(`status.${status}`)}
        </p>
      )}
      {cell.flags?.map((flag) => (
        <p key={flag} class="mt-0.5 flex items-center gap-1 text-sm font-medium text-warn">
          <Icon name="warning" size={14} />
          {[t(`flag.${flag}`), ...(flag === "failed-rule" ? askedOf(column, cell, t) : [])].join(" · ")}
        </p>
      ))}
      {check && status === "not-found" && !cell.edited && (
        <p class="mt-0.5 text-sm text-warn">{t("cell.blankHint")}</p>
      )}
    </>
  );
}

function CheckActions({
  column,
  at,
  rowId,
  editor,
  canRedo,
  onFix,
}: RecordFieldProps & { onFix: () => void }) {
  const { t } = useShown();
  if (rowId === undefined) return null;
  const of = { column: column.name };
  const actions = [
    {
      text: t("cell.confirm"),
      label: t("cell.confirmFor", of),
      run: () => void editor.change({ operations: [{ op: "confirm-cell", rowId, column: at }] }),
    },
    { text: t("cell.fix"), label: t("cell.fixFor", of), run: onFix },
    ...(canRedo
      ? [{ text: t("cell.redo"), label: t("cell.redoFor", of), run: () => void editor.redo(rowId, [at]) }]
      : []),
  ];
  return (
    <p class="mt-1.5 flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {actions.map(({ text, label, run }) => (
        <button
          key={text}
          type="button"
          class="button-text py-0.5 font-medium disabled:text-muted"
          aria-label={label}
          disabled={editor.busy}
          onClick={run}
        >
          {text}
        </button>
      ))}
    </p>
  );
}
