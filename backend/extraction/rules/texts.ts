import type { Failure } from "./column-rules.ts";

/** What a row breaks, as the person reads it and as the model is told. */
export function describeFailure({ rule }: Failure, column: string, locale: string): string {
  return locale.toLowerCase().startsWith("de") ? inGerman(rule, column) : inEnglish(rule, column);
}

/** What a repaired row broke before. */
export function describeRepair(failures: string[], locale: string): string {
  const said = failures.join("; ");
  return locale.toLowerCase().startsWith("de") ? `Berichtigt: ${said}` : `Corrected: ${said}`;
}

function inEnglish(rule: Failure["rule"], column: string): string {
  switch (rule.kind) {
    case "required":
      return `"${column}" is empty`;
    case "unique":
      return `"${column}" is there twice`;
    case "enum":
      return `"${column}" is none of its values`;
    case "min":
      return `"${column}" is below ${rule.bound}`;
    case "max":
      return `"${column}" is above ${rule.bound}`;
    case "pattern":
      return `"${column}" does not look like ${rule.pattern}`;
    case "sum":
      return `${rule.of.join(" + ")} is not ${rule.result}`;
    case "product":
      return `${rule.of.join(" × ")} is not ${rule.result}`;
  }
}

function inGerman(rule: Failure["rule"], column: string): string {
  switch (rule.kind) {
    case "required":
      return `„${column}“ ist leer`;
    case "unique":
      return `„${column}“ kommt zweimal vor`;
    case "enum":
      return `„${column}“ ist keiner der Werte`;
    case "min":
      return `„${column}“ liegt unter ${rule.bound}`;
    case "max":
      return `„${column}“ liegt über ${rule.bound}`;
    case "pattern":
      return `„${column}“ sieht nicht aus wie ${rule.pattern}`;
    case "sum":
      return `${rule.of.join(" + ")} ergibt nicht ${rule.result}`;
    case "product":
      return `${rule.of.join(" × ")} ergibt nicht ${rule.result}`;
  }
}
