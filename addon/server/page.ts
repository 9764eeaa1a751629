const PLACEHOLDER = "__ROWSMITH_OPENER__";

/** Whom and what a page was opened for: it is held against what the first call answers. */
export interface Opener {
  email: string;
  spreadsheetId: string;
  /** What the large window is to show. */
  order?: string;
}

/**
 * Writes the opener into the page, as JSON in a script element. Every `<` is escaped, so that nothing in it can
 * end the element. An HtmlService template is not used: the bundle may hold `<?`, which starts a scriptlet.
 */
export function pageFor(html: string, opener: Opener): string {
  const json = JSON.stringify(opener).replace(/</g, "\\u003c");
  return html.replace(PLACEHOLDER, () => json);
}
