import type { TemplateFormatting } from "../../../backend/contract/templates.ts";
import { Check, Field } from "../components/Field.tsx";
import { withField } from "./draft-body.ts";
import { useWindowText } from "./window-text.ts";

type Header = NonNullable<TemplateFormatting["header"]>;
type Banding = NonNullable<TemplateFormatting["banding"]>;

/** Sheets' own colours for a header row, where none is chosen yet. */
const firstBackground = "#d9e7fd";
const firstColour = "#1f1f1f";

const themes: readonly Banding[] = [
  ...(["light-grey", "grey", "blue", "cyan", "teal", "green", "yellow", "orange", "brown"] as const),
];

interface TemplateLookProps {
  formatting: TemplateFormatting;
  onChange: (formatting: TemplateFormatting) => void;
}

/** How the rows look in the sheet; what is not ticked stays as the sheet has it. */
export function TemplateLook({ formatting, onChange }: TemplateLookProps) {
  const t = useWindowText();
  const { header = {}, banding } = formatting;
  const set = <Key extends keyof Header>(key: Key, value: Header[Key] | undefined) => {
    const next = withField(header, key, value);
    onChange(withField(formatting, "header", Object.keys(next).length === 0 ? undefined : next));
  };
  return (
    <fieldset class="space-y-1">
      <legend class="text-sm text-muted">{t("template.look")}</legend>
      {(["bold", "italic", "frozen"] as const).map((key) => (
        <Check
          key={key}
          label={t(`template.${key}`)}
          checked={header[key] ?? false}
          onChange={(checked) => set(key, checked || undefined)}
        />
      ))}
      {(["background", "color"] as const).map((key) => (
        <div key={key} class="flex items-center justify-between gap-2">
          <Check
            label={t(`template.${key}`)}
            checked={header[key] !== undefined}
            onChange={(checked) =>
              set(key, checked ? (key === "background" ? firstBackground : firstColour) : undefined)
            }
          />
          {header[key] !== undefined && (
            <input
              type="color"
              class="h-7 w-10 rounded-md border border-edge bg-surface p-0.5"
              aria-label={t(`template.${key}`)}
              value={header[key]}
              onChange={(event) => set(key, event.currentTarget.value)}
            />
          )}
        </div>
      ))}
      <Field label={t("template.banding")}>
        <select
          class="field"
          value={banding ?? ""}
          onChange={({ currentTarget: { value } }) =>
            onChange(
              withField(
                formatting,
                "banding",
                themes.find((theme) => theme === value),
              ),
            )
          }
        >
          <option value="">{t("template.noBanding")}</option>
          {themes.map((theme) => (
            <option key={theme} value={theme}>
              {t(`banding.${theme}`)}
            </option>
          ))}
        </select>
      </Field>
    </fieldset>
  );
}
