import { expect, test } from "vitest";
import { formNames } from "../../testing/grounding-forms.ts";
import { scoreOf } from "../../testing/grounding-score.ts";
import { scriptNames } from "../../testing/grounding-scripts.ts";

const cases = scriptNames.flatMap((script) => formNames.map((form) => [script, form] as const));

test.each(cases)("%s, %s: values that stand nowhere are found out, and no others", async (script, form) => {
  const score = await scoreOf(script, form, { seed: 20_261_124, rows: 60, wrong: 5 });
  expect(score.invented).toBeGreaterThan(10);
  expect(score.missed).toEqual([]);
  expect(score.falseAlarms).toEqual([]);
});
