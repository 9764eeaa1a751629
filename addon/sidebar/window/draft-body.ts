import type { RowRule } from "../../../backend/contract/rules.ts";
import type { CreateTemplateInput } from "../../../backend/contract/templates.ts";
import { parseRule, ruleText } from "../row-rules.ts";
import type { TemplateDraft } from "../template-draft.ts";

/** What keeps the draft from being saved: a column by its place, or a line of the rules. */
export type DraftFault =
  | { kind: "no-name" }
  | { kind: "no-columns" }
  | { kind: "column-unnamed"; column: number }
  | { kind: "column-twice"; column: number }
  | { kind: "rule"; line: string };

export function faultOf({ name, columns, rules, savedRules }: TemplateDraft): DraftFault | null {
  if (name.trim() === "") return { kind: "no-name" };
  if (columns.length === 0) return { kind: "no-columns" };
  const names = columns.map((column) => column.name.trim());
  const unnamed = names.indexOf("");
  if (unnamed >= 0) return { kind: "column-unnamed", column: unnamed };
  const twice = names.findIndex((each, at) => names.indexOf(each) < at);
  if (twice >= 0) return { kind: "column-twice", column: twice };
  const line = ruleLines(rules).find((each) => readRule(each, savedRules) === null);
  return line === undefined ? null : { kind: "rule", line };
}

export function bodyOf(draft: TemplateDraft): CreateTemplateInput {
  const { name, instructions, columns, formatting, savedRules } = draft;
  const rules = ruleLines(draft.rules).flatMap((line) => readRule(line, savedRules) ?? []);
  return { name: name.trim(), instructions: instructions.trim(), columns, rules, formatting };
}

/** The same without the members that are undefined: such are not sent, and make no difference. */
export function withField<Of extends object, Key extends keyof Of>(
  of: Of,
  key: Key,
  value: Of[Key] | undefined,
): Of {
  const { [key]: _, ...rest } = of;
  return (value === undefined ? rest : { ...rest, [key]: value }) as Of;
}

function readRule(line: string, saved: readonly RowRule[]): RowRule | null {
  return saved.find((rule) => ruleText(rule) === line) ?? parseRule(line);
}

function ruleLines(text: string): string[] {
  return text.split("\n").flatMap((line) => line.trim() || []);
}
