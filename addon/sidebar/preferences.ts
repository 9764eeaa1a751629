import type { WriteOptions } from "../writes.ts";
import { type Composer, emptyComposer } from "./composer.ts";
import type { Language } from "./messages.ts";

export interface Preferences {
  language: Language | "auto";
  theme: "light" | "dark";
  /** Tables that cover nothing go into the sheet as soon as they are complete. */
  autoInsert: boolean;
  /** Larger tables are shown first. */
  autoLimit: number;
  /** Their rows go in while the table is still being read. */
  asTheyCome: boolean;
  notes: Notes;
  /** Web addresses of url columns become links. */
  links: boolean;
}

export type Notes = NonNullable<WriteOptions["notes"]>;

export const autoLimits = [100, 500, 2_000, 10_000];

export const defaultPreferences: Preferences = {
  language: "auto",
  theme: "light",
  autoInsert: false,
  autoLimit: 500,
  asTheyCome: false,
  notes: "flags",
  links: false,
};

/** A place that may be missing, full, or emptied at any time: the sandbox promises none. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const preferencesKey = "rowsmith-preferences";
const draftKey = "rowsmith-draft";
/** Longer attachments are left out of a kept draft, its text is not. */
const draftCharacters = 200_000;

export function loadPreferences(shelf: Shelf | null): Preferences {
  const kept = read<Partial<Preferences>>(shelf, preferencesKey) ?? {};
  const { language, theme, autoInsert, autoLimit, asTheyCome, notes, links } = kept;
  return {
    language: language === "en" || language === "de" ? language : "auto",
    theme: theme === "dark" ? "dark" : "light",
    autoInsert: autoInsert === true,
    autoLimit: autoLimits.find((limit) => limit === autoLimit) ?? defaultPreferences.autoLimit,
    asTheyCome: asTheyCome === true,
    notes: notesOf(notes),
    links: links === true,
  };
}

export function notesOf(value: unknown): Notes {
  return value === "off" || value === "all" ? value : "flags";
}

export function savePreferences(shelf: Shelf | null, preferences: Preferences): void {
  write(shelf, preferencesKey, JSON.stringify(preferences));
}

export function loadDraft(shelf: Shelf | null): Composer {
  const draft = read<Partial<Composer>>(shelf, draftKey);
  if (typeof draft?.text !== "string") return emptyComposer;
  const { text, attachment = null, columns = null, template = null } = draft;
  return { ...emptyComposer, text, attachment, columns, template };
}

export function saveDraft(shelf: Shelf | null, composer: Composer): void {
  const whole = JSON.stringify(composer);
  const kept = whole.length <= draftCharacters ? whole : JSON.stringify({ text: composer.text });
  write(shelf, draftKey, kept);
}

export function forgetDraft(shelf: Shelf | null): void {
  try {
    shelf?.removeItem(draftKey);
  } catch {}
}

function read<T>(shelf: Shelf | null, key: string): T | null {
  try {
    return JSON.parse(shelf?.getItem(key) ?? "null") as T | null;
  } catch {
    return null;
  }
}

function write(shelf: Shelf | null, key: string, value: string): void {
  try {
    shelf?.setItem(key, value);
  } catch {}
}
