import { Lexer, type Token, type Tokens } from "marked";
import type { ComponentChildren, VNode } from "preact";
import { useMemo } from "preact/hooks";

/**
 * A model's Markdown as elements, never as HTML: markup in it is shown as the text it is, pictures by their
 * description, and a link leads to the web or to a mail address only. Give it the whole text so far, never a
 * chunk of it.
 */
export function Markdown({ text }: { text: string }) {
  const blocks = useMemo(() => new Lexer({ gfm: true, breaks: true }).lex(text), [text]);
  return <div class="prose break-words">{blocks.map(show)}</div>;
}

function show(token: Token): ComponentChildren {
  const { type } = token;
  const inner = "tokens" in token && token.tokens ? token.tokens.map(show) : textOf(token);
  switch (type) {
    case "space":
    case "def":
    case "checkbox":
      return null;
    case "hr":
      return <hr />;
    case "br":
      return <br />;
    case "paragraph":
      return <p>{inner}</p>;
    case "strong":
      return <strong>{inner}</strong>;
    case "em":
      return <em>{inner}</em>;
    case "del":
      return <del>{inner}</del>;
    case "codespan":
      return <code>{textOf(token)}</code>;
    case "code":
      return (
        <pre>
          <code>{textOf(token)}</code>
        </pre>
      );
    case "blockquote":
      return <blockquote>{inner}</blockquote>;
    // One level for all: the page's own outline must not skip any.
    case "heading":
      return <h2>{inner}</h2>;
    case "link":
      return link((token as Tokens.Link).href, inner);
    case "list":
      return list(token as Tokens.List);
    case "table":
      return table(token as Tokens.Table);
    case "text":
    case "escape":
      return typeof inner === "string" ? decoded(inner) : inner;
    default:
      return inner;
  }
}

function textOf(token: Token): string {
  return "text" in token && typeof token.text === "string" ? token.text : token.raw;
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** The lexer leaves entities to HTML, which is not where this text goes. */
function decoded(text: string): string {
  return text.replace(
    /&(?:#(\d{1,6})|(amp|lt|gt|quot|apos|nbsp));/g,
    (entity, code?: string, name?: string) =>
      code ? String.fromCodePoint(Number(code)) : (entities[name ?? ""] ?? entity),
  );
}

function link(href: string, inner: ComponentChildren): ComponentChildren {
  if (!/^(?:https?:\/\/|mailto:)/i.test(href)) return inner;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {inner}
    </a>
  );
}

function list({ ordered, start, items }: Tokens.List): VNode {
  const entries = items.map((item) => <li>{item.tokens.map(show)}</li>);
  return ordered ? <ol start={start === "" ? 1 : start}>{entries}</ol> : <ul>{entries}</ul>;
}

function table({ header, rows }: Tokens.Table): VNode {
  return (
    <table>
      <thead>
        <tr>
          {header.map((cell) => (
            <th scope="col">{cell.tokens.map(show)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {row.map((cell) => (
              <td>{cell.tokens.map(show)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
