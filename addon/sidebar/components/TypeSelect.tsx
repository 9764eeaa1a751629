import type { ColumnType } from "../../../backend/contract/cells.ts";
import { useShown } from "../app.ts";
import { columnTypes } from "../column-change.ts";
import { Field } from "./Field.tsx";

interface TypeSelectProps {
  type: ColumnType | undefined;
  /** What having none is called, where a column may. */
  none?: string;
  onChange: (type: ColumnType | undefined) => void;
}

export function TypeSelect({ type, none, onChange }: TypeSelectProps) {
  const { t } = useShown();
  return (
    <Field label={t("column.type")}>
      <select
        class="field"
        value={type ?? ""}
        onChange={({ currentTarget: { value } }) => onChange(columnTypes.find((each) => each === value))}
      >
        {none && <option value="">{none}</option>}
        {columnTypes.map((each) => (
          <option key={each} value={each}>
            {t(`type.${each}`)}
          </option>
        ))}
      </select>
    </Field>
  );
}
