import { expect, test } from "vitest";
import { createSseParser } from "./sse.ts";

const stream = 'id: 1\nevent: text-delta\ndata: {"text":"ä"}\n\n: still here\n\nid: 2\ndata: a\ndata: b\n\n';
const events = [
  { event: "text-delta", data: '{"text":"ä"}', id: "1" },
  { event: "message", data: "a\nb", id: "2" },
];

test.each([1, 2, 3, 7, 1_000])("reads the same events from chunks of %i characters", (size) => {
  const parse = createSseParser();
  const read = [];
  for (let at = 0; at < stream.length; at += size) read.push(...parse(stream.slice(at, at + size)));
  expect(read).toEqual(events);
});

test.each([1, 2, 5])("takes CRLF and CR line ends, also cut between the two, in chunks of %i", (size) => {
  for (const end of ["\r\n", "\r"]) {
    const parse = createSseParser();
    const text = stream.replaceAll("\n", end);
    const read = [];
    for (let at = 0; at < text.length; at += size) read.push(...parse(text.slice(at, at + size)));
    expect(read).toEqual(events);
  }
});

test("skips comments, unknown fields and events without data", () => {
  expect(createSseParser()(": ping\n\nretry: 5\nfoo: bar\n\nevent: x\n\n")).toEqual([]);
});

test("an event that its blank line has not ended yet is not told", () => {
  const parse = createSseParser();
  expect(parse("data: half\n")).toEqual([]);
  expect(parse("\n")).toEqual([{ event: "message", data: "half", id: "" }]);
});
