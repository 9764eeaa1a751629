import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as z from "zod";
import type { ColumnType } from "../contract/cells.ts";
import { typeCell } from "../extraction/typing/type-cell.ts";

/**
 * How many of others' number, percent and currency spans are read as the value that they state. Spans without a
 * digit ("twenty three") are left out. Prints right, left as text, flagged, and wrong: the last is the one to fear.
 */
const folder = new URL("../../../shared/data/recognizers/", import.meta.url);

const Cases = z.array(
  z.object({
    Results: z.array(
      z.object({ Text: z.string(), Resolution: z.object({ value: z.string().nullish() }).nullish() }),
    ),
  }),
);
const locales = new Map([
  ["English", "en-US"],
  ["German", "de-DE"],
  ["French", "fr-FR"],
  ["Spanish", "es-ES"],
  ["Italian", "it-IT"],
  ["Portuguese", "pt-BR"],
  ["Dutch", "nl-NL"],
]);
const types = new Map<string, ColumnType>([
  ["NumberModel", "number"],
  ["PercentModel", "percent"],
  ["CurrencyModel", "currency"],
]);

function score(file: string): void {
  const [, language = "", model = ""] = /-(\w+)-(\w+)\.json$/.exec(file) ?? [];
  const [locale, type] = [locales.get(language), types.get(model)];
  if (locale === undefined || type === undefined) return;
  const cases = Cases.parse(JSON.parse(readFileSync(new URL(file, folder), "utf8").replace(/^\uFEFF/, "")));
  const tally = { right: 0, flagged: 0, text: 0, wrong: 0 };
  const wrong: string[] = [];
  for (const { Text, Resolution } of cases.flatMap(({ Results }) => Results)) {
    const stated = statedBy(Resolution?.value ?? "", locale, type);
    if (stated === null || !/\d/.test(Text)) continue;
    const context = { locale, timeZone: "UTC", now: new Date(0) };
    const { value, flags = [] } = typeCell(Text, { name: "x", type }, context);
    const right = typeof value === "number" && Math.abs(value - stated) <= 1e-9 * Math.abs(stated);
    const outcome = flags.includes("not-typed")
      ? "text"
      : right
        ? "right"
        : flags.length > 0
          ? "flagged"
          : "wrong";
    tally[outcome] += 1;
    if (outcome === "wrong") wrong.push(`${JSON.stringify(Text)} is ${stated}, read as ${value}`);
  }
  console.info(file, tally, ...wrong.map((line) => `\n  ${line}`));
}

/** The set's own values: a plain decimal, in some languages with a comma; percents with their sign. */
function statedBy(stated: string, locale: string, type: ColumnType): number | null {
  const comma = !locale.startsWith("en") && !/\.\d+%?$/.test(stated);
  const value = Number((comma ? stated.replace(",", ".") : stated).replace("%", ""));
  if (stated === "" || Number.isNaN(value)) return null;
  return type === "percent" ? value / 100 : value;
}

if (!existsSync(folder)) console.info("The cases are not here: skipped.");
else readdirSync(folder).forEach(score);
