/**
 * Prints how many of others' numbers, percents, currencies and dates are read as the value that they state, by kind and language;
 * spelled-out numbers apart. Ends with 1 below the bar. With `--all`: every span that was not.
 */
import { readRecognizerCases } from "./recognizer-cases.ts";
import { rightShare, type Scored, scoreCase } from "./recognizer-score.ts";

const heads = ["right", "flagged", "text", "other", "SILENT"];
const WIDTH = 8;
/** The share of those in digits that must be right; none may be silently wrong. */
const BAR = 0.98;

const cases = readRecognizerCases();
if (cases === null) console.info("Others' cases (../shared/data/recognizers) are not here: skipped.");
else report(cases.map(scoreCase));

function report(scored: Scored[]): void {
  const digits = scored.filter((each) => !each.case.spelled);
  console.info(
    "Others' values, written in digits, and how many are read: right, of them flagged; left as the text that they are; " +
      "as another value, flagged; as another value, unflagged (silently wrong)",
  );
  console.info(`${" ".repeat(39)}${heads.map((head) => head.padStart(WIDTH)).join("")}`);
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
  const wrong = digits.filter(({ outcome }) => outcome === "wrong").length;
  const share = rightShare(digits);
  console.info(
    `In digits: ${(100 * share).toFixed(1)} % right (${share < BAR ? "BELOW" : "within"} ${100 * BAR} %), ${wrong} silently wrong`,
  );
  if (wrong > 0 || share < BAR) process.exitCode = 1;
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
    String(n).padStart(WIDTH),
  );
  console.info(
    `  ${kind.padEnd(9)}${language.padEnd(11)}${share.padStart(8)} of ${String(scored.length).padStart(4)} ${parts.join("")}`,
  );
}
