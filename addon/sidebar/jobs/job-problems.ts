import type { Language, Text, Texts } from "../../rpc.ts";

/** What the server refuses of jobs, beside what the page says already. */
const problems = {
  en: {
    "problem.instruction-without-column": "Put at least one column into the instruction.",
    "problem.unknown-column": "The instruction names a column that is not there.",
    "problem.too-many-rows": "These are too many rows at once.",
    "problem.cell-too-large": "A cell is too long to be asked about.",
    "problem.template-not-found": "This template was deleted. Choose another one.",
    "problem.too-many-jobs": "Too many runs are under way. Wait for one, or stop it.",
    "problem.job-cap-reached": "The run has reached its cap. What is done is kept.",
    "problem.job-running": "The run is under way already.",
    "problem.job-ended": "The run has ended.",
  },
  de: {
    "problem.instruction-without-column": "Setzen Sie mindestens eine Spalte in den Auftrag ein.",
    "problem.unknown-column": "Der Auftrag nennt eine Spalte, die es nicht gibt.",
    "problem.too-many-rows": "Das sind zu viele Zeilen auf einmal.",
    "problem.cell-too-large": "Eine Zelle ist zu lang, um danach zu fragen.",
    "problem.template-not-found": "Diese Vorlage wurde gelöscht. Wählen Sie eine andere.",
    "problem.too-many-jobs": "Zu viele Läufe sind im Gang. Warten Sie auf einen oder halten Sie ihn an.",
    "problem.job-cap-reached": "Der Lauf hat seine Grenze erreicht. Was fertig ist, bleibt erhalten.",
    "problem.job-running": "Der Lauf ist schon im Gang.",
    "problem.job-ended": "Der Lauf ist beendet.",
  },
} as const satisfies Record<Language, Record<string, Text>>;

export type JobProblems = keyof (typeof problems)["en"];

export const jobProblems: Record<Language, Record<JobProblems, Text>> & Record<Language, Texts> = problems;
