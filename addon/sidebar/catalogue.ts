import { failuresDe } from "./failure-messages.de.ts";
import { failuresEn } from "./failure-messages.en.ts";
import { insertDe } from "./insert-messages.de.ts";
import { insertEn } from "./insert-messages.en.ts";
import { screensDe } from "./messages.de.ts";
import { screensEn } from "./messages.en.ts";
import type { Language, MessageKey, Text } from "./messages.ts";
import { sheetDe } from "./sheet-messages.de.ts";
import { sheetEn } from "./sheet-messages.en.ts";
import { tableDe } from "./table-messages.de.ts";
import { tableEn } from "./table-messages.en.ts";

/**
 * Every text of the page. The script at Google holds it: the built page begins without any, and gets the one
 * language that it shows.
 */
export const catalogue: Record<Language, Record<MessageKey, Text>> = {
  en: { ...screensEn, ...failuresEn, ...insertEn, ...sheetEn, ...tableEn },
  de: { ...screensDe, ...failuresDe, ...insertDe, ...sheetDe, ...tableDe },
};
