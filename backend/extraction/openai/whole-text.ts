/**
 * Text as it comes, in pieces that may end between the halves of a surrogate pair: `push` returns what can
 * be shown, `flush` what was held back.
 */
export class WholeText {
  #held = "";

  push(piece: string): string {
    const text = this.#held + piece;
    this.#held = "";
    const last = text.charCodeAt(text.length - 1);
    if (last >= 0xd800 && last <= 0xdbff) {
      this.#held = text.slice(-1);
      return storable(text.slice(0, -1));
    }
    return storable(text);
  }

  flush(): string {
    const text = storable(this.#held);
    this.#held = "";
    return text;
  }
}

/** PostgreSQL stores neither NUL nor half a surrogate pair; a model's escapes can hold both. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}
