import { expect } from "vitest";
import type { ModelRequest } from "../../backend/testing/model-stand-in.ts";
import type { SheetPage } from "./sheet-page.ts";
import { testWithModel as test } from "./test.ts";

/** Good where a comment says thanks, else bad; a packed request's rows begin with their inputs' numbers. */
function moods({ prompt }: ModelRequest) {
  const packed = [...prompt.matchAll(/^\{"Input":"(\d+)","Comment":"([^"]*)"\}$/gm)];
  const mood = (text: string) => (/thank/i.test(text) ? "good" : "bad");
  const rows = packed.map(([, number = "", comment = ""]) => [number, mood(comment)]);
  return { reply: "", tables: [{ title: "", rows: rows.length > 0 ? rows : [[mood(prompt)]] }] };
}

const comments = [
  "Early, thank you",
  "Still waiting",
  "Thanks a lot",
  "Broken on arrival",
  "Thank you",
  "No",
];

async function openJobs(sheet: SheetPage): Promise<void> {
  await sheet.sidebar.getByRole("button", { name: "Add", exact: true }).click();
  await sheet.button("Many rows").click();
  await sheet.sidebar.getByRole("heading", { name: "Many rows" }).waitFor();
}

test("four steps lead to a run whose results arrive beside their rows; opened again, it writes what is not there", async ({
  sheet,
  model,
}) => {
  model.set({ answer: moods });
  await sheet.type("A1:B7", [["No", "Comment"], ...comments.map((comment, at) => [at + 1, comment])]);
  await sheet.select("B2");
  await openJobs(sheet);
  await sheet.sidebar.getByRole("radio", { name: "The whole table: 6 rows" }).waitFor();
  await sheet.button("Next: Instruction").click();
  await sheet.sidebar.getByRole("textbox", { name: "What to do with each row" }).fill("Say the mood of ");
  await sheet.button("Comment").click();
  await sheet.sidebar.getByText("Say the mood of Early, thank you").waitFor();
  await sheet.sidebar.getByRole("combobox", { name: "Header" }).fill("Mood");
  await sheet.button("Try five rows").click();
  await sheet.sidebar.getByRole("listitem", { name: "Row 5" }).getByText("good").waitFor();
  expect(await sheet.values("C1:C2")).toEqual([[null], [null]]);
  await sheet.button("Next: Run").click();
  await sheet.sidebar.getByText("5 answered before").waitFor();
  await sheet.button("Start 6 rows").click();
  await sheet.sidebar.getByText("All results are in the sheet.").waitFor();
  expect((await sheet.values("C1:C7")).flat()).toEqual(["Mood", "good", "bad", "good", "bad", "good", "bad"]);
  // As after a run that nobody watched: what is not in the sheet is ready.
  await sheet.type("C2:C4", [[""], [""], ["mine"]]);
  await sheet.page.getByRole("button", { name: "Hide Rowsmith" }).click();
  await sheet.page.getByRole("button", { name: "Open Rowsmith" }).click();
  await openJobs(sheet);
  await sheet.button(/^Say the mood of .*Complete · 6 of 6 rows/).click();
  await sheet.sidebar.getByText("2 results ready.").waitFor();
  await sheet.sidebar.getByText("1 row holds something else in its result cells.").waitFor();
  await sheet.button("Write now").click();
  await sheet.sidebar.getByText(/results? written/).waitFor();
  expect((await sheet.values("C2:C5")).flat()).toEqual(["good", "bad", "mine", "bad"]);
  await sheet.button("Delete this run").click();
  await sheet.alert(/^Delete this run with its results/).waitFor();
  await sheet.button("Delete").click();
  await sheet.sidebar.getByRole("radio", { name: "The whole table: 6 rows" }).waitFor();
  await sheet.button(/^Say the mood of .*6 of 6 rows/).waitFor({ state: "detached" });
});
