const signs = /<\/?([a-zA-Z][a-zA-Z0-9]*)[^<>]*>|<!--|&#?\w{2,8};/g;
const known = /<(?:!doctype|html|body|table|tr|td|div|p|span|ul|li|br|h[1-6])\b[^<>]*>/i;
const inline = /^(?:a|abbr|b|bdi|bdo|cite|code|em|font|i|mark|s|small|span|strong|sub|sup|u|wbr)$/i;
const unseen = /^(?:script|style|title|template)$/i;

/** Whether tags and character references are not part of what the text says. */
export function isMarkup(text: string): boolean {
  return known.test(text);
}

/**
 * The text with spaces in place of markup, so that every offset stays: what breaks a line begins with a line
 * break. Linear; what is never closed goes on to the end.
 */
export function blankMarkup(text: string): string {
  const pieces: string[] = [];
  let at = 0;
  for (let sign = next(text, at); sign; sign = next(text, at)) {
    const end = endOf(text, sign);
    const breaks = sign[1] !== undefined && !inline.test(sign[1]);
    pieces.push(text.slice(at, sign.index), breaks ? "\n" : " ", " ".repeat(end - sign.index - 1));
    at = end;
  }
  return pieces.join("") + text.slice(at);
}

function next(text: string, from: number): RegExpExecArray | null {
  signs.lastIndex = from;
  return signs.exec(text);
}

function endOf(text: string, { 0: sign, 1: name = "", index }: RegExpExecArray): number {
  const end = index + sign.length;
  if (sign === "<!--") return after(text, /-->/g, end);
  return unseen.test(name) && sign[1] !== "/" ? after(text, new RegExp(`</${name}[^<>]*>`, "gi"), end) : end;
}

function after(text: string, closing: RegExp, from: number): number {
  closing.lastIndex = from;
  return closing.exec(text) ? closing.lastIndex : text.length;
}
