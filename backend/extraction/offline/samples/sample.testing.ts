import { extract } from "../../pipeline.ts";
import { createOfflineEngine } from "../engine.ts";

/** What comes of a text. Cells stand by their typed values, set apart by bars; an empty one is nothing. */
interface Reading {
  /** All that is told, what gave no row included. */
  reply: string;
  tables: {
    title: string;
    columns: string;
    types: string;
    rows: number;
    first: string;
    last: string;
    /** The stretches that should have been rows. */
    gaps?: string[];
  }[];
}

/** A text as people paste it, and its reading. */
export interface Sample extends Reading {
  title: string;
  /** English where it is left off. */
  locale?: "de-DE";
  text: string;
}

/** Runs a text through the whole pipeline without a model. */
export async function readSample({
  text,
  locale = "en-US",
}: {
  text: string;
  locale?: string;
}): Promise<Reading> {
  const request = {
    prompt: "",
    history: [],
    source: { kind: "text" as const, title: "", text },
    columns: null,
    revises: null,
    mode: "auto" as const,
    locale,
    timeZone: "Europe/Berlin",
    now: new Date("2026-03-20T09:00:00Z"),
  };
  const reading: Reading = { reply: "", tables: [] };
  const { signal } = new AbortController();
  for await (const event of extract(createOfflineEngine(), request, signal)) {
    const table = reading.tables.at(-1);
    if (event.type === "text-delta") reading.reply += event.text;
    else if (event.type === "table-start") {
      const columns = event.columns.map(({ name }) => name).join(" | ");
      const types = event.columns.map(({ type }) => type).join(" ");
      reading.tables.push({ title: event.title, columns, types, rows: 0, first: "", last: "" });
    } else if (table && event.type === "row-add") {
      const words = event.cells.map(({ value }) => value ?? "").join(" | ");
      if (table.rows === 0) table.first = words;
      table.last = words;
      table.rows += 1;
    } else if (table && event.type === "table-end" && event.gaps.length > 0) {
      table.gaps = event.gaps.map(({ start, end }) => text.slice(start, end));
    }
  }
  return reading;
}
