import type { ComponentChildren, VNode } from "preact";
import { useMemo } from "preact/hooks";
import { type Block, type Inline, parseMarkdown } from "../markdown.ts";

/** A model's Markdown as elements, never as HTML: markup in it is shown as the text it is. */
export function Markdown({ text }: { text: string }) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  return <div class="prose whitespace-pre-line break-words">{blocks.map(showBlock)}</div>;
}

function showBlock(block: Block): VNode {
  switch (block.type) {
    case "paragraph":
      return <p>{block.inner.map(showInline)}</p>;
    // One level for all: the page's own outline must not skip any.
    case "heading":
      return <h2>{block.inner.map(showInline)}</h2>;
    case "code":
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case "quote":
      return <blockquote>{block.blocks.map(showBlock)}</blockquote>;
    case "rule":
      return <hr />;
    case "list":
      return showList(block.start, block.items);
    case "table":
      return showTable(block.header, block.rows);
  }
}

function showInline(inline: Inline): ComponentChildren {
  if (typeof inline === "string") return inline;
  if (inline.type === "code") return <code>{inline.text}</code>;
  const inner = inline.inner.map(showInline);
  if (inline.type !== "link") {
    const Element = inline.type;
    return <Element>{inner}</Element>;
  }
  return (
    <a href={inline.href} target="_blank" rel="noopener noreferrer">
      {inner}
    </a>
  );
}

/** An item of one line needs no paragraph of its own. */
function showList(start: number | null, items: Block[][]): VNode {
  const entries = items.map(([first, ...more]) => (
    <li>
      {first?.type === "paragraph" ? first.inner.map(showInline) : first && showBlock(first)}
      {more.map(showBlock)}
    </li>
  ));
  return start === null ? <ul>{entries}</ul> : <ol start={start}>{entries}</ol>;
}

function showTable(header: Inline[][], rows: Inline[][][]): VNode {
  return (
    <table>
      <thead>
        <tr>
          {header.map((cell) => (
            <th scope="col">{cell.map(showInline)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {row.map((cell) => (
              <td>{cell.map(showInline)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
