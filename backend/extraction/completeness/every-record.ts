/** Words by which a person may ask for other rows than one for each record. */
const selecting: Record<string, RegExp> = {
  en: /\b(only|just|without|except|exclud\w*|unless|where|whose|which|who|if|more than|less than|at least|at most|over|under|above|below|between|before|after|since|until|first|last|top|next|latest|newest|oldest|largest|biggest|highest|smallest|lowest|cheapest|per|each|every|group\w*|sum\w*|total\w*|average|mean|count\w*|how many|number of|unique|distinct|duplicat\w*|split|merge\w*|combin\w*|filter\w*|select\w*|unpaid|overdue|open|not|ignor\w*|skip\w*|line items?|example|sample|some|one|any|one|two|three|four|five|ten|\d+)\b/i,
  de: /(?<!\p{L})(nur|bloß|lediglich|ohne|außer|ausgenommen|falls|wenn|deren|dessen|welche\w*|wo|mehr als|weniger als|mindestens|höchstens|über|unter|zwischen|vor|nach|seit|bis|erste[nrs]?|letzte[nrs]?|nächste[nrs]?|neueste[nrs]?|älteste[nrs]?|größte[nrs]?|höchste[nrs]?|kleinste[nrs]?|niedrigste[nrs]?|günstigste[nrs]?|pro|je|jede[nrsm]?|gruppier\p{L}*|summ\p{L}*|gesamt\p{L}*|durchschnitt\p{L}*|zähl\p{L}*|wie viele|anzahl|eindeutig\p{L}*|doppelt\p{L}*|aufteil\p{L}*|zusammen\p{L}*|filter\p{L}*|auswähl\p{L}*|wähl\p{L}*|unbezahlt\p{L}*|überfällig\p{L}*|offen\p{L}*|nicht|kein\p{L}*|ignorier\p{L}*|überspring\p{L}*|position\p{L}*|beispiel\p{L}*|einige|ein|eine|einen|zwei|drei|vier|fünf|zehn|\d+)(?!\p{L})/iu,
};

/**
 * Whether each record of the source has to give one row, whatever the model says: the person's own words name
 * no selection. Null where that cannot be told of this language or prompt: then the model's word counts.
 */
export function wantsEveryRecord(prompt: string, locale: string): boolean | null {
  if (prompt.trim() === "") return true;
  const language = locale.slice(0, 2).toLowerCase();
  const words = selecting[language];
  if (words === undefined || prompt.length > 2_000) return null;
  return Object.values(selecting).some((each) => each.test(prompt)) ? null : true;
}
