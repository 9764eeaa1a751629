/** A column in A1 notation, from 0: A, B, …, Z, AA. */
export function columnLetters(at: number): string {
  const before = at < 26 ? "" : columnLetters(Math.floor(at / 26) - 1);
  return before + String.fromCharCode(65 + (at % 26));
}
