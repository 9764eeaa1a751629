import type { Template, TemplateColumn } from "../../backend/contract/templates.ts";
import { ruleText } from "./row-rules.ts";
import type { TableView } from "./table-view.ts";

/** A template as it is being written; `id` is null until it is saved. */
export interface TemplateDraft {
  id: string | null;
  version: number;
  name: string;
  instructions: string;
  columns: TemplateColumn[];
  /** One a line, as `ruleText` writes them. */
  rules: string;
  /** As they were saved: a line that stays keeps its tolerance. */
  savedRules: Template["rules"];
  formatting: Template["formatting"];
}

const blank = { id: null, version: 0, instructions: "", rules: "", savedRules: [], formatting: {} };

export function draftOfTemplate(template: Template): TemplateDraft {
  const { id, version, name, instructions, columns, formatting, rules: savedRules } = template;
  return { id, version, name, instructions, columns, formatting, savedRules, rules: linesOf(savedRules) };
}

export function draftOfTable({ title, columns, rules }: TableView): TemplateDraft {
  return { ...blank, name: title, columns, savedRules: rules, rules: linesOf(rules) };
}

/** A header that is there twice is one column: templates go by names. */
export function draftOfHeaders(name: string, headers: readonly string[]): TemplateDraft {
  const names = new Set(
    headers.map((header) => header.trim().slice(0, 200)).filter((header) => header !== ""),
  );
  return { ...blank, name, columns: [...names].map((header) => ({ name: header })) };
}

function linesOf(rules: Template["rules"]): string {
  return rules.map(ruleText).join("\n");
}
