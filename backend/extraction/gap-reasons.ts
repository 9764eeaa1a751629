import type { Gap, GapCode } from "../contract/cells.ts";
import type { GapReason as MetOffline } from "./offline/source-table.ts";

/** Why a stretch of the source gave no row: a sentence, and what a client says it by in its own language. */
export type GapReason = Pick<Gap, "reason" | "code" | "params">;

type Params = Record<string, number>;
/** What a reading without a model meets is said by that engine, in its reply too. */
type Told = Exclude<GapCode, MetOffline>;

const count = (n = 0, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

const en: Record<Told, (params: Params) => string> = {
  "missing-records": ({ records }) => `${count(records, "record", "records")} here gave no row`,
  "broken-off": () => "The answer broke off",
  "model-short": ({ got = 0, expected = 0 }) => `The model counted ${expected} and gave ${got}`,
  "rows-short": ({ missing = 0, expected = 0 }) => `${missing} of ${expected} expected rows did not come`,
  "row-width": ({ cells, columns }) =>
    `A row had ${count(cells, "cell", "cells")} where the table has ${count(columns, "column", "columns")}`,
  "earlier-rows": ({ rows }) => `${count(rows, "row", "rows")} of the earlier version did not come again`,
  unread: () => "No row was taken from here",
  "further-unread": ({ stretches = 0 }) => `No row was taken from ${stretches} further stretches`,
};

const de: Record<Told, (params: Params) => string> = {
  "missing-records": ({ records }) =>
    records === 1 ? "1 Eintrag hier ergab keine Zeile" : `${records} Einträge hier ergaben keine Zeile`,
  "broken-off": () => "Die Antwort brach ab",
  "model-short": ({ got = 0, expected = 0 }) => `Das Modell zählte ${expected} und gab ${got}`,
  "rows-short": ({ missing = 0, expected = 0 }) => `${missing} von ${expected} erwarteten Zeilen kamen nicht`,
  "row-width": ({ cells, columns }) =>
    `Eine Zeile hatte ${count(cells, "Zelle", "Zellen")}, die Tabelle hat ${count(columns, "Spalte", "Spalten")}`,
  "earlier-rows": ({ rows }) =>
    `${count(rows, "Zeile", "Zeilen")} der vorigen Version ${rows === 1 ? "kam" : "kamen"} nicht wieder`,
  unread: () => "Hieraus wurde keine Zeile genommen",
  "further-unread": ({ stretches = 0 }) => `Aus ${stretches} weiteren Stellen wurde keine Zeile genommen`,
};

/** In the language of the sheet: German or English. */
export function gapReason(code: Told, locale: string, params?: Params): GapReason {
  const reason = (/^de\b/i.test(locale) ? de : en)[code](params ?? {});
  return { reason, code, ...(params === undefined ? {} : { params }) };
}
