import { type Shape, shapeOfHtml, shapeOfText } from "./text-shape.ts";

/** A longer paste becomes a chip. */
const longPaste = 500;

export type Pasted = { kind: "table"; text: string; shape: Shape } | { kind: "text"; text: string };

/**
 * What a paste holds beside plain typing; null where it goes into the composer as it is. A table keeps its
 * HTML, which knows cells with line breaks and spans that tabs lose.
 */
export function readPaste(data: Pick<DataTransfer, "getData">, parser: DOMParser): Pasted | null {
  const html = data.getData("text/html");
  if (/<table/i.test(html)) {
    const document = parser.parseFromString(html, "text/html");
    const shape = shapeOfHtml(document);
    if (shape) return { kind: "table", text: stripped(document), shape };
  }
  const text = data.getData("text/plain");
  const shape = shapeOfText(text);
  if (shape) return { kind: "table", text, shape };
  return text.length > longPaste ? { kind: "text", text } : null;
}

const keptAttributes = new Set(["colspan", "rowspan", "href"]);

/** Without what carries looks only: a spreadsheet's clipboard is mostly styles. */
function stripped(document: Document): string {
  for (const element of document.querySelectorAll("style, script, link, meta, title, colgroup"))
    element.remove();
  for (const element of document.body.querySelectorAll("*")) {
    for (const { name } of [...element.attributes])
      if (!keptAttributes.has(name)) element.removeAttribute(name);
  }
  return document.body.innerHTML.trim();
}
