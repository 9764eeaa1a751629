import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as z from "zod";
import type { ColumnType } from "../contract/cells.ts";

/** The cases that others wrote, where they are at hand. */
const folder = new URL("../../../shared/data/recognizers/", import.meta.url);

/** A span of others' text with the values that they say it has: any of them is right. None: it is no value. */
export interface RecognizerCase {
  text: string;
  type: ColumnType;
  language: string;
  locale: string;
  now: Date;
  values: (number | string)[];
  /** ISO 4217, where they name it. */
  currency: string | null;
  /** A word of it, or all, is a spelled-out number: "twenty three", "one over 20". */
  spelled: boolean;
}

const kinds = new Map<string, ColumnType>([
  ["NumberModel", "number"],
  ["PercentModel", "percent"],
  ["CurrencyModel", "currency"],
  ["DateParser", "date"],
]);
const locales = new Map([
  ["English", "en-US"],
  ["German", "de-DE"],
  ["French", "fr-FR"],
  ["Spanish", "es-ES"],
  ["Italian", "it-IT"],
  ["Portuguese", "pt-BR"],
  ["Dutch", "nl-NL"],
]);

/** The set's own slips, by span and what it states. */
const slips = new Set([
  // A comma that vanished, a spreadsheet's date for 3/4, a day for a year.
  "French NumberModel -92321312.0 -9.2321312",
  "French NumberModel 43894.0 0.75",
  "French DateParser 16 avril 2021 2016-04-21",
  // The month first, in French; its other French cases have the day first.
  "French DateParser 10-02 2017-10-02",
  "French DateParser 3-7-2017 2017-03-07",
  "French DateParser 3-7-07 2007-03-07",
  "French DateParser 3-7-27 2027-03-07",
]);

/** Number words of the set's languages; those of magnitude ("million", "hundred") are not among them. */
const numberWord =
  /(?<!\p{L})(one|two|three|fifty|twenty|nineteen|first|second|quarter|half|hundred and \p{L}+|zero|un|une|deux|trois|vingt|cent|demi|ein|eine|ersten|uno|una|tre|mezzo|ventuno|centoventuno|um|uma|tr[eê]s|meio|medio|cien|ciento|veint\p{L}*|drie|eenentwintig|één|een|nine\p{L}*|trent\p{L}*)(?!\p{L})/iu;

const Files = z.array(
  z.object({
    Input: z.string(),
    Context: z.object({ ReferenceDateTime: z.string().optional() }).optional(),
    Results: z.array(
      z.object({
        Text: z.string(),
        Resolution: z
          .object({
            value: z.string().nullish(),
            unit: z.string().nullish(),
            isoCurrency: z.string().nullish(),
          })
          .nullish(),
        Value: z
          .object({
            Timex: z.string().optional(),
            FutureResolution: z.object({ date: z.string().optional() }).nullish(),
            PastResolution: z.object({ date: z.string().optional() }).nullish(),
          })
          .nullish(),
      }),
    ),
  }),
);

/** All cases; null where the folder is not here. */
export function readRecognizerCases(): RecognizerCase[] | null {
  return existsSync(folder) ? readdirSync(folder).flatMap(casesOf) : null;
}

function casesOf(file: string): RecognizerCase[] {
  const [, language = "", model = ""] = /-(\w+)-(\w+)\.json$/.exec(file) ?? [];
  const [locale, type] = [locales.get(language), kinds.get(model)];
  if (locale === undefined || type === undefined) return [];
  const cases = Files.parse(JSON.parse(readFileSync(new URL(file, folder), "utf8").replace(/^\uFEFF/, "")));
  return cases.flatMap(({ Input, Context, Results }) =>
    Results.flatMap(({ Text, Resolution, Value }) => {
      const stated = Resolution?.value ?? "";
      const values =
        type === "date" ? datesOf(Value) : amountsOf(stated, Resolution?.unit ?? "", locale, type);
      if (Value?.Timex !== undefined && hangsOnToday(Value.Timex, Text) && !Context?.ReferenceDateTime)
        return [];
      if (values === null || slips.has(`${language} ${model} ${Text} ${stated || values[0]}`)) return [];
      return {
        text: asWritten(Text, Input),
        type,
        language,
        locale,
        now: new Date(`${(Context?.ReferenceDateTime ?? "2016-11-07T00:00:00").slice(0, 19)}Z`),
        values,
        currency: Resolution?.isoCurrency ?? null,
        spelled: !/\d/.test(Text) || numberWord.test(Text),
      };
    }),
  );
}

/** "in 3 days" has its one date by a day that the case must name. */
function hangsOnToday(timex: string, text: string): boolean {
  return !timex.startsWith("XXXX") && !/\d{4}|\d\D\d{1,2}\D\d\d/.test(text);
}

/** The set's spans are in lower case; a cell quotes its source. */
function asWritten(span: string, input: string): string {
  const at = input.toLowerCase().indexOf(span.toLowerCase());
  return at < 0 ? span : input.slice(at, at + span.length);
}

/** Its plain decimals have a comma in some languages; its cents are told by their unit. */
function amountsOf(stated: string, unit: string, locale: string, type: ColumnType): number[] | null {
  const comma = !locale.startsWith("en") && !/\.\d+%?$/.test(stated);
  const value = Number((comma ? stated.replace(",", ".") : stated).replace("%", ""));
  if (stated === "" || Number.isNaN(value)) return null;
  const isHundredth = /^(cent|pence|p[eê]ni|penique|centavo|centime|centesimo|c[eê]ntimo|sen$)/i.test(unit);
  return [type === "percent" || isHundredth ? value / 100 : value];
}

function datesOf(value: z.infer<typeof Files>[number]["Results"][number]["Value"]): string[] | null {
  const dates = [value?.FutureResolution?.date, value?.PastResolution?.date].filter(
    (date) => date !== undefined,
  );
  return dates.length === 0 ? null : dates.filter((date) => date !== "0001-01-01");
}
