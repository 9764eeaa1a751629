const MAX_LENGTH = 100;

/** A sheet's name from a table's title: without signs that break references, and not one of `taken`. */
export function sheetNameFor(title: string, taken: string[]): string {
  const clean = title
    .replace(/[[\]*?/\\:\p{Cc}\p{Cf}]/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/^[\s']+|[\s']+$/g, "");
  const base = shortened(clean || "Table", MAX_LENGTH - 6);
  const used = new Set(taken.map((name) => name.toLowerCase()));
  let name = base;
  for (let number = 2; used.has(name.toLowerCase()); number++) name = `${base} (${number})`;
  return name;
}

/** By characters, so that none is cut in two. */
function shortened(text: string, length: number): string {
  return text.length <= length
    ? text
    : Array.from(text)
        .slice(0, Math.floor(length / 2))
        .join("");
}
