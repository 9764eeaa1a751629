/**
 * Prints how many of others' numbers, percents, currencies and dates are read as the value that they state, by kind and language;
 * spelled-out numbers apart. With `--all`: every span that was not.
 */
import { readRecognizerCases } from "./recognizer-cases.ts";
import { rightShare, type Scored, scoreCase } from "./recognizer-score.ts";

const cases = readRecognizerCases();
if (cases === null) console.info("Others' cases (../shared/data/recognizers) are not here: skipped.");
else report(cases.map(scoreCase));

function report(scored: Scored[]): void {
  const digits = scored.filter((each) => !each.case.spelled);
  console.info(
    "Others' values, written in digits: read right / flagged among them / text / flagged otherwise / wrong",
  );
  for (const [kind, group] of Map.groupBy(digits, ({ case: { type } }) => type)) {
    for (const [language, part] of Map.groupBy(group, (each) => each.case.language))
      print(kind, language, part);
    print(kind, "all", group);
  }
  print("all", "all", digits);
  print(
    "spelled",
    "all",
    scored.filter((each) => each.case.spelled),
  );
  for (const { case: each, outcome, read } of scored) {
    if (outcome === "wrong" || (outcome !== "right" && !each.spelled && process.argv.includes("--all"))) {
      console.info(
        `  ${outcome}: ${each.language} ${each.type} ${JSON.stringify(each.text)} is ${each.values.join(" or ")} ${each.currency ?? ""}: ${read}`,
      );
    }
  }
}

function print(kind: string, language: string, scored: Scored[]): void {
  const count = (outcome: Scored["outcome"]) => scored.filter((each) => each.outcome === outcome).length;
  const flagged = scored.filter((each) => each.outcome === "right" && each.flagged).length;
  const share = `${(100 * rightShare(scored)).toFixed(1)} %`;
  const parts = [count("right"), flagged, count("text"), count("open"), count("wrong")].map((n) =>
    String(n).padStart(5),
  );
  console.info(
    `  ${kind.padEnd(9)}${language.padEnd(11)}${share.padStart(8)} of ${String(scored.length).padStart(4)} ${parts.join("")}`,
  );
}
