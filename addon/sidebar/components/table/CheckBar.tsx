import { useShown } from "../../app.ts";
import { type CellPlace, countToCheck, type TableView } from "../../table-view.ts";
import { Icon } from "../Icon.tsx";
import { IconButton } from "../IconButton.tsx";

interface CheckBarProps {
  table: TableView;
  /** In reading order. */
  checks: CellPlace[];
  place: CellPlace;
  onPlace: (place: CellPlace) => void;
}

/** Which record is shown, and the way from one cell to check to the next. */
export function CheckBar({ table, checks, place, onPlace }: CheckBarProps) {
  const { t } = useShown();
  const go = (row: number) => onPlace({ row, column: -1 });
  const at = checks.findIndex((check) => compare(check, place) === 0);
  const previous = checks.findLast((check) => compare(check, place) < 0);
  const next = checks.find((check) => compare(check, place) > 0);
  const count = countToCheck(table);
  return (
    <div class="sticky top-0 z-10 border-y border-line bg-surface px-1.5 py-1">
      <div class="flex items-center justify-between">
        <IconButton
          icon="left"
          label={t("table.previous")}
          disabled={place.row === 0}
          onClick={() => go(place.row - 1)}
        />
        <h2 class="text-base font-semibold" aria-live="polite">
          {t("table.record", { number: place.row + 1, count: table.rowCount })}
        </h2>
        <IconButton
          icon="right"
          label={t("table.next")}
          disabled={place.row >= table.rows.length - 1}
          onClick={() => go(place.row + 1)}
        />
      </div>
      {count === 0 && (
        <p class="flex items-center justify-center gap-1 pb-1 text-sm text-good">
          <Icon name="check" size={14} />
          {t("table.nothingToCheck")}
        </p>
      )}
      {checks.length > 0 && (
        <div class="flex items-center justify-between gap-2 px-1.5 pb-1 text-sm">
          <p class="flex min-w-0 items-center gap-1 text-warn" aria-live="polite">
            <Icon name="warning" size={14} />
            <span class="truncate">
              {at < 0
                ? t("card.toCheck", { count: checks.length })
                : t("table.checking", {
                    ...{ number: at + 1, count: checks.length },
                    column: table.columns[place.column]?.name ?? "",
                  })}
            </span>
          </p>
          {checks.length > 1 && (
            <span class="flex shrink-0 gap-3">
              <CheckButton
                text={t("table.previousShort")}
                label={t("table.previousCheck")}
                to={previous}
                onPlace={onPlace}
              />
              <CheckButton
                text={t("table.nextShort")}
                label={t("table.nextCheck")}
                to={next}
                onPlace={onPlace}
              />
            </span>
          )}
        </div>
      )}
    </div>
  );
}

interface CheckButtonProps {
  text: string;
  label: string;
  to: CellPlace | undefined;
  onPlace: (place: CellPlace) => void;
}

function CheckButton({ text, label, to, onPlace }: CheckButtonProps) {
  return (
    <button
      type="button"
      class="rounded-sm py-1 text-accent disabled:text-muted disabled:opacity-60"
      aria-label={label}
      disabled={!to}
      onClick={() => to && onPlace(to)}
    >
      {text}
    </button>
  );
}

function compare(a: CellPlace, b: CellPlace): number {
  return a.row - b.row || a.column - b.column;
}
