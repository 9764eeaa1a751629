import { useShown } from "../../app.ts";
import type { Insertion } from "../../hooks/use-insertion.ts";
import { isMapped, keysOf, mapColumn, mappingOf, toggleKey } from "../../insert-choice.ts";
import type { TableView } from "../../table-view.ts";

const newColumn = "new";

/** Under which header each column goes, and by which of them rows are told apart. */
export function MappingList({ table, insertion }: { table: TableView; insertion: Insertion }) {
  const { t } = useShown();
  const { headers, plan, choose } = insertion;
  const target = plan?.target ?? insertion.target;
  if (!target || !isMapped(target) || headers.length === 0) return null;
  const mapping = mappingOf(table.columns, headers, plan, target);
  const keys = keysOf(target);
  const keyed = "keys" in target;
  const count = mapping.filter((header) => header !== null).length;
  return (
    <details open={count < mapping.length || keyed}>
      <summary class="font-semibold">{t("insert.mapping", { some: count, all: mapping.length })}</summary>
      <p class="text-sm text-muted">{t("insert.mappingHint")}</p>
      <ul class="mt-1 space-y-1.5">
        {table.columns.map(({ name }, at) => {
          const header = mapping[at] ?? null;
          const place = header === null ? -1 : headers.indexOf(header);
          const chosen = place >= 0 ? String(place) : header === null ? "" : newColumn;
          return (
            <li key={name}>
              <div class="flex items-center justify-between gap-2">
                <label for={`column-${at}`} class="min-w-0 break-words text-sm">
                  {`${name}\u00a0→`}
                </label>
                {keyed && (
                  <label class="flex shrink-0 items-center gap-1 text-sm text-muted">
                    <input
                      type="checkbox"
                      aria-label={t("insert.keyOf", { column: name })}
                      checked={keys.includes(name)}
                      onChange={() => choose(toggleKey(target, name))}
                    />
                    {t("insert.key")}
                  </label>
                )}
              </div>
              <select
                id={`column-${at}`}
                class="field"
                value={chosen}
                onChange={(event) => {
                  const { value } = event.currentTarget;
                  const to = value === newColumn ? name : (headers[Number(value || -1)] ?? null);
                  choose(mapColumn(target, mapping, at, to));
                }}
              >
                <option value="">{t("insert.leaveOut")}</option>
                {headers.map(
                  (shown, index) =>
                    shown.trim() !== "" && (
                      <option key={index} value={String(index)}>
                        {shown}
                      </option>
                    ),
                )}
                {!headers.includes(name) && (
                  <option value={newColumn}>{t("insert.newColumn", { column: name })}</option>
                )}
              </select>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
