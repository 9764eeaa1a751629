/** A rectangle of a sheet, ends exclusive; null where the range is open. */
export interface Rectangle {
  /** Null: the first sheet. */
  sheet: string | null;
  top: number;
  left: number;
  bottom: number | null;
  right: number | null;
}

/** `Sheet`, `'My sheet'!A1:B2`, `Sheet!A:B`, `Sheet!1:1`, `A1`; null for what is none of these. */
export function parseA1(range: string, titles: string[]): Rectangle | null {
  const match = /^(?:(?:'((?:[^']|'')+)'|([^!']+))!)?([A-Za-z]*)(\d*)(?::([A-Za-z]*)(\d*))?$/.exec(range);
  const quoted = /^'((?:[^']|'')+)'$/.exec(range)?.[1]?.replaceAll("''", "'");
  const whole = titles.find((title) => title === (quoted ?? range));
  if (whole !== undefined) return { sheet: whole, top: 0, left: 0, bottom: null, right: null };
  if (!match || (!match[3] && !match[4])) return null;
  const [, escaped, plain, left = "", top = "", right, bottom] = match;
  const isCell = right === undefined && bottom === undefined;
  const end = { column: isCell ? left : (right ?? ""), row: isCell ? top : (bottom ?? "") };
  return {
    sheet: escaped?.replaceAll("''", "'") ?? plain ?? null,
    top: top === "" ? 0 : Number(top) - 1,
    left: left === "" ? 0 : columnOf(left),
    bottom: end.row === "" ? null : Number(end.row),
    right: end.column === "" ? null : columnOf(end.column) + 1,
  };
}

export function toA1(
  title: string,
  { top, left, bottom, right }: Record<"top" | "left" | "bottom" | "right", number>,
) {
  const name = /^\w+$/.test(title) ? title : `'${title.replaceAll("'", "''")}'`;
  const first = `${lettersOf(left)}${top + 1}`;
  const last = `${lettersOf(Math.max(left, right - 1))}${Math.max(top + 1, bottom)}`;
  return `${name}!${first === last ? first : `${first}:${last}`}`;
}

function columnOf(letters: string): number {
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function lettersOf(column: number): string {
  const before = column < 26 ? "" : lettersOf(Math.floor(column / 26) - 1);
  return before + String.fromCharCode(65 + (column % 26));
}
