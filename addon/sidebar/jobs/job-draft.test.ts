import { expect, test } from "vitest";
import { emptyDraft, gapOf, inputsOf, type JobDraft } from "./job-draft.ts";
import { filledPrompt, readsOf } from "./prompt.ts";

const headers = ["No", "Comment", "Mood"];
const draft: JobDraft = {
  ...emptyDraft,
  instruction: "Mood of {{ comment }}, {{Comment}}",
  columns: [{ name: "Tone", type: "text" }],
};

test("columns are read in the order of their first mention, whatever their case, as the server does", () => {
  expect(readsOf("{{mood}} of {{Comment}} and {{comment}}", headers)).toEqual({
    ...{ reads: ["Mood", "Comment"], unknown: [] },
  });
  expect(readsOf("{{Price}}", headers).unknown).toEqual(["Price"]);
  expect(filledPrompt("{{comment}}: {{No}} {{Price}}", headers, ["7", "late $&"])).toBe(
    "late $&: 7 {{Price}}",
  );
});

test.each([
  ["no column", { instruction: "Say it" }, "no-column"],
  ["a column that is not there", { instruction: "{{Price}}" }, "unknown-column"],
  ["no place for results", { columns: [{ name: " ", type: "text" as const }] }, "no-output"],
  [
    "one place twice",
    { columns: [draft.columns[0], draft.columns[0]].flatMap((each) => each ?? []) },
    "output-twice",
  ],
  ["results over what is read", { columns: [{ name: "Comment", type: "text" as const }] }, "output-read"],
  ["results over the key", { key: "No", columns: [{ name: "No", type: "text" as const }] }, "output-read"],
])("nothing is asked yet with %s", (_, some, gap) => {
  expect(gapOf({ ...draft, ...some }, headers)).toMatchObject({ gap });
  expect(gapOf(draft, headers)).toBeNull();
});

test("rows that say nothing are left out, filled ones unless all are wanted", () => {
  const values = [
    ["1", "late", ""],
    ["2", " ", ""],
    ["3", "fine", "good"],
  ];
  const asked = (only: JobDraft["only"]) => inputsOf({ key: "No", only }, ["Comment"], values);
  expect(asked("empty")).toEqual({ headers: ["No", "Comment"], rows: [["1", "late"]], blank: 1, filled: 1 });
  expect(asked("all").rows).toEqual([
    ["1", "late"],
    ["3", "fine"],
  ]);
});
