import { Token, Tokenizer, TokenizerMode } from "parse5";
import { MarkupTables } from "./html-cells.ts";
import { MarkupText } from "./html-text.ts";

const blocks = new Set(
  "p div br hr li ul ol dl dt h1 h2 h3 h4 h5 h6 section article header footer blockquote pre form fieldset body".split(
    " ",
  ),
);
/** "<ann@example.com>" and "<https://…>" in a mail's text beside markup are no tags. */
const isAddress = /@|^https?:/;
/** What a reader does not see, by the way that its content is read. */
const unseen = new Map([
  ["script", TokenizerMode.SCRIPT_DATA],
  ["style", TokenizerMode.RAWTEXT],
  ["title", TokenizerMode.RCDATA],
  ["textarea", TokenizerMode.RCDATA],
  ["noscript", TokenizerMode.DATA],
  ["template", TokenizerMode.DATA],
]);

/**
 * Reads markup token by token (a tree would be quadratic on text made to hurt it): its text, and where its
 * tables, rows and cells stand in that text.
 */
export function scanMarkup(source: string): { text: MarkupText; tables: MarkupTables } {
  const text = new MarkupText();
  const tables = new MarkupTables(text);
  const isDocument = /^\ufeff?\s*</.test(source.slice(0, 1_000));
  let preformatted = 0;
  let hidden: string | null = null;

  // The tokenizer misplaces a run that begins with a reference ("&copy;"), so runs are joined from tag to tag.
  let run = "";
  let runStart = 0;
  const characters = (token: Token.CharacterToken) => {
    run += token.chars;
  };
  const endRun = (place: Token.Location | null | undefined) => {
    const end = place?.startOffset ?? source.length;
    text.keepSpace = preformatted > 0 || (!isDocument && tables.depth === 0);
    if (!hidden && run !== "") text.run(run, source, { start: runStart, end });
    run = "";
    runStart = place?.endOffset ?? source.length;
    return end;
  };
  const tokenizer: Tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: true },
    {
      onStartTag(token) {
        const { startOffset = 0, endOffset = 0 } = token.location ?? {};
        if (isAddress.test(token.tagName)) {
          run += source.slice(startOffset, endOffset);
          return;
        }
        const at = endRun(token.location);
        if (hidden) return;
        const mode = unseen.get(token.tagName);
        if (mode !== undefined) {
          if (!token.selfClosing) hidden = token.tagName;
          tokenizer.state = mode;
          return;
        }
        if (token.tagName === "pre") preformatted++;
        if (blocks.has(token.tagName)) text.newLine(at);
        if (token.tagName === "li") text.mark("- ", at);
        tables.startTag(token.tagName, at, spanOf(token, "colspan"), spanOf(token, "rowspan"));
      },
      onEndTag(token) {
        const at = endRun(token.location);
        if (hidden) {
          if (hidden === token.tagName) hidden = null;
          return;
        }
        if (token.tagName === "pre") preformatted = Math.max(0, preformatted - 1);
        if (token.tagName === "dt") text.mark("\t", at);
        else if (token.tagName === "br" || blocks.has(token.tagName)) text.newLine(at);
        tables.endTag(token.tagName, at);
      },
      onCharacter: characters,
      onWhitespaceCharacter: characters,
      onNullCharacter: characters,
      onComment(token) {
        endRun(token.location);
      },
      onDoctype(token) {
        endRun(token.location);
      },
      onEof() {
        endRun(null);
        tables.closeAll();
      },
    },
  );
  tokenizer.write(source, true);
  return { text, tables };
}

function spanOf(token: Token.TagToken, name: string): number {
  const value = Number.parseInt(Token.getTokenAttr(token, name) ?? "1", 10);
  return Number.isFinite(value) ? Math.min(Math.max(value, 1), 1_000) : 1;
}
