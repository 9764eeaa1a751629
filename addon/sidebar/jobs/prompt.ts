const brace = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The headers that an instruction names in braces, in the order of their first mention; unknown names apart. */
export function readsOf(
  instruction: string,
  headers: readonly string[],
): { reads: string[]; unknown: string[] } {
  const names = [...new Set([...instruction.matchAll(brace)].map(([, name = ""]) => name))];
  const found = names.map((name) => headerNamed(name, headers));
  return {
    reads: [...new Set(found.flatMap((header) => header ?? []))],
    unknown: names.filter((_, at) => found[at] === null),
  };
}

/** By its exact name, else without regard to case and spaces around it, as the server takes it. */
function headerNamed(name: string, headers: readonly string[]): string | null {
  const plain = (text: string) => text.trim().toLowerCase();
  return headers.includes(name)
    ? name
    : (headers.find((header) => header !== "" && plain(header) === plain(name)) ?? null);
}

/** The instruction as it reads for one row. */
export function filledPrompt(
  instruction: string,
  headers: readonly string[],
  row: readonly string[],
): string {
  return instruction.replace(brace, (whole, name: string) => {
    const header = headerNamed(name, headers);
    return header === null ? whole : (row[headers.indexOf(header)] ?? "");
  });
}
