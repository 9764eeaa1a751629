import type { Question } from "./check.ts";

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

const asTyped = (title: string, text: string, format = "General"): Question => ({
  title,
  probe(sheet) {
    const cell = sheet.getRange("A1");
    cell.setNumberFormat(format).setValues([[text]]);
    return [cell.getFormula(), cell.getValue()];
  },
});

/**
 * What is not known of Google's services, in one place. The writer depends on none of it: where it could matter, it
 * takes the worse for granted. Each says how it is where it runs: over the stand-ins, what they assume.
 */
export const questions: Question[] = [
  asTyped("Is a text that begins with a tab and = a formula?", "\t=1+1"),
  asTyped("Is a text that begins with a no-break space and = a formula?", "\u00a0=1+1"),
  asTyped("Is a text that begins with a zero-width space and = a formula?", "\u200b=1+1"),
  asTyped("Is a text that begins with a full-width ＝ a formula?", "＝1+1"),
  asTyped("Is a text that begins with + a formula?", "+1+1"),
  asTyped("Is a text that begins with @ a formula?", "@SUM(A1)"),
  asTyped("Are blanks around a number taken off?", "  7  "),
  asTyped("Is a line end of two signs kept?", "a\r\nb", "@"),
  asTyped("Is a zero sign kept in a text?", "a\u0000b", "@"),
  asTyped("Does one apostrophe go, of two?", "''x"),
  asTyped("Is a text of 20 digits a number?", "12345678901234567890"),
  asTyped("Is an apostrophe kept in a plain-text cell?", "'=1+1", "@"),
  {
    title: "Does a number become a text in a plain-text cell?",
    probe(sheet) {
      sheet
        .getRange("A1")
        .setNumberFormat("@")
        .setValues([[7]]);
      return typeof sheet.getRange("A1").getValue();
    },
  },
  {
    title: "Do inserted rows take the format of the row above?",
    probe(sheet) {
      sheet.getRange("A1").setNumberFormat("0.00");
      sheet.insertRowsAfter(1, 1);
      return sheet.getRange("A2").getNumberFormat();
    },
  },
  {
    title: "Does a data region reach over a corner?",
    probe(sheet) {
      sheet.getRange("A1").setValue("a");
      sheet.getRange("B2").setValue("b");
      return sheet.getRange("A1").getDataRegion().getA1Notation();
    },
  },
  {
    title: "Does a data region that is asked of a blank cell beside data hold it?",
    probe(sheet) {
      sheet.getRange("A1").setValue("a");
      return sheet.getRange("A2").getDataRegion().getA1Notation();
    },
  },
  {
    title: "What is a date before the Gregorian calendar read as?",
    probe(sheet: Sheet) {
      sheet.getRange("A1").setNumberFormat("yyyy-mm-dd").setValue(-116_000);
      return String(sheet.getRange("A1").getDisplayValue());
    },
  },
  {
    title: "How long may a note be?",
    probe(sheet: Sheet) {
      sheet.getRange("A1").setNotes([[new Array(60_001).join("x")]]);
      return sheet.getRange("A1").getNotes()[0]?.[0]?.length;
    },
  },
];
