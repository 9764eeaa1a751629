/**
 * Settles the variables by which Tailwind's classes would meet others that a page does not have: those that keep
 * their first value everywhere, and those that nothing reads. The page saves half a kilobyte.
 */
export function settleVariables(css: string): string {
  const names = [...css.matchAll(/@property (--tw-[\w-]+)\{([^}]*)\}/g)];
  const rules = css.replace(/@property --tw-[\w-]+\{[^}]*\}/g, "");
  const [fallbacks = "", before = "", values = "", after = ""] =
    /(@layer properties\{@supports[^{]*\{[^{]*\{)([^}]*)(\}\}\})/.exec(rules) ?? [];
  let settled = rules.replace(fallbacks, "");
  const kept: { name: string; whole: string }[] = [];
  for (const [whole, name = "", body = ""] of names) {
    const [, initial] = /initial-value:([^;}]*)/.exec(body) ?? [];
    const set = new RegExp(`(?<=[;{])${name}:([^;}]*);?`, "g");
    const isRead = settled.includes(`var(${name}`);
    const isChanged = [...settled.matchAll(set)].some(([, value]) => value !== initial);
    if (isRead && (initial === undefined || isChanged)) kept.push({ name, whole });
    else settled = settled.replace(set, "").replaceAll(`var(${name})`, initial ?? "");
  }
  const unset = settled.replace(/var\((--tw-[\w-]+),([^()]*)\)/g, (whole, name: string, fallback: string) =>
    settled.includes(`${name}:`) ? whole : fallback,
  );
  if (kept.length === 0) return unset;
  const still = values.split(";").filter((value) => kept.some(({ name }) => value.startsWith(`${name}:`)));
  return unset + before + still.join(";") + after + kept.map(({ whole }) => whole).join("");
}
