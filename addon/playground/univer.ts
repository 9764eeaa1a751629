import { type INumfmtLocaleTag, LocaleType, Univer } from "@univerjs/core";
import { FUniver } from "@univerjs/core/facade";
import { UniverSheetsCorePreset } from "@univerjs/preset-sheets-core";
import deDE from "@univerjs/preset-sheets-core/locales/de-DE";
import enUS from "@univerjs/preset-sheets-core/locales/en-US";
import "@univerjs/preset-sheets-core/lib/index.css";
import { RangeProtectionRuleModel } from "@univerjs/sheets";

export interface UniverStart {
  api: FUniver;
  /** Protected ranges, which the facade gives only asynchronously. There once a workbook is open. */
  protection: () => RangeProtectionRuleModel;
}

/** Starts a Univer spreadsheet in `container`, without a workbook yet. `language` is `en`, `de`, … */
export function createUniver(container: HTMLElement, language: string): UniverStart {
  const univer = new Univer({
    locale: language === "de" ? LocaleType.DE_DE : LocaleType.EN_US,
    locales: { [LocaleType.DE_DE]: deDE, [LocaleType.EN_US]: enUS },
  });
  const { plugins } = UniverSheetsCorePreset({
    container,
    ribbonType: "simple",
    disableAutoFocus: true,
    disableTextFormatAlert: true,
    disableTextFormatMark: true,
  });
  for (const plugin of plugins) {
    if (Array.isArray(plugin)) univer.registerPlugin(plugin[0], plugin[1]);
    else univer.registerPlugin(plugin);
  }
  return {
    api: FUniver.newAPI(univer),
    protection: () => univer.__getInjector().get(RangeProtectionRuleModel),
  };
}

const numberLocales = ["en", "de", "fr", "es", "it", "nl", "pl", "pt", "sv", "da", "ja", "ko"] as const;

/** How Univer writes numbers and dates in a language; as English ones where it is not known. */
export function numberLocale(language: string): INumfmtLocaleTag {
  return numberLocales.find((known) => known === language) ?? "en";
}
