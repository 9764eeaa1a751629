/** Whom and what a page was opened for: it is held against what the first call answers. */
export interface Opener {
  email: string;
  spreadsheetId: string;
  /** What the large window is to show. */
  order?: string;
}

/**
 * Writes values into the page, each as JSON in a script element of its own, where `__ROWSMITH_` and its name stand.
 * Every `<` is escaped, so that nothing in it can end the element. An HtmlService template is not used: the bundle
 * may hold `<?`, which starts a scriptlet.
 */
export function pageFor(html: string, values: { TEXTS: object; OPENER: Opener }): string {
  return Object.entries(values).reduce((page, [name, value]) => {
    const json = JSON.stringify(value).replace(/</g, "\\u003c");
    return page.replace(`__ROWSMITH_${name}__`, () => json);
  }, html);
}
