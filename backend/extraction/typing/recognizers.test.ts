import { expect, test } from "vitest";
import { readRecognizerCases } from "../../bench/recognizer-cases.ts";
import { rightShare, scoreCase } from "../../bench/recognizer-score.ts";

const cases = readRecognizerCases();
if (cases === null) console.info("Others' cases (../shared/data/recognizers) are not here: skipped.");

test.skipIf(cases === null)(
  "of others' values in digits 98 % are read right, and none is wrong without a flag",
  () => {
    const scored = (cases ?? []).map(scoreCase);
    const digits = scored.filter((each) => !each.case.spelled);
    expect(digits.length).toBeGreaterThan(1_000);
    expect(rightShare(digits)).toBeGreaterThanOrEqual(0.98);
    expect(scored.filter(({ outcome }) => outcome === "wrong")).toEqual([]);
  },
);
