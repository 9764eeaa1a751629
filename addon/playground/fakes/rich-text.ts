import type { Grid } from "../grid.ts";

export interface FakeRichText {
  getText(): string;
  getLinkUrl(): string | null;
}

/** The stand-in of `newRichTextValue`: a text, and a link over all of it. */
export function createRichTextBuilder(): object {
  let text = "";
  let link: string | null = null;
  const builder = {
    setText(value: string) {
      text = value;
      return builder;
    },
    setLinkUrl(url: string | null) {
      link = url;
      return builder;
    },
    build: (): FakeRichText => ({ getText: () => text, getLinkUrl: () => link }),
  };
  return builder;
}

/** A cell's text as `getRichTextValues` gives it: of one run, unless parts of it look different. */
export function richText(
  text: string,
  grid: Grid,
  { sheet, row, column }: { sheet: number; row: number; column: number },
): FakeRichText & { getRuns(): object[] } {
  const runs = grid.isRich(sheet, row, column) ? 2 : 1;
  return {
    getText: () => text,
    getLinkUrl: () => grid.link(sheet, row, column),
    getRuns: () => Array.from({ length: runs }, () => ({})),
  };
}
