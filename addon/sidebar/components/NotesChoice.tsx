import { useShown } from "../app.ts";
import { type Notes, notesOf } from "../preferences.ts";

const choices: Notes[] = ["off", "flags", "all"];

/** Which cells of the sheet get a note of where they come from. */
export function NotesChoice({ value, onChange }: { value: Notes; onChange: (notes: Notes) => void }) {
  const { t } = useShown();
  return (
    <label class="block">
      <span class="mb-1 block">{t("notes.label")}</span>
      <select class="field" value={value} onChange={(event) => onChange(notesOf(event.currentTarget.value))}>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {t(`notes.${choice}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
