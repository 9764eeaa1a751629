import * as z from "zod";
import { Place } from "./chat.ts";
import * as given from "./examples.ts";
import { Export, ExportMode, exportFields, keysProblem, namesItsKeys } from "./exports.ts";
import { Id, PageQuery, pageOf, Time } from "./paging.ts";
import { ProblemSummary } from "./problem.ts";

const scheduleFields = {
  ...exportFields,
  mode: ExportMode.default("replace"),
  every: z.enum(["day", "week"]),
  /** Of a weekly one: 1 is Monday, 7 Sunday. */
  weekday: z.int().min(1).max(7).optional(),
  /** By the clock of `timeZone`, also where that is put forward or back. */
  time: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "Hours and minutes, as 06:30"),
  timeZone: Place.shape.timeZone,
};

/**
 * An export that is done again each day or week, with the table as it stands then. Without `spreadsheetId` the first
 * run makes the spreadsheet that the later ones write into. `replace` unless asked otherwise: `append` puts the rows
 * under those of the last time.
 */
export const CreateExportScheduleRequest = z
  .object(scheduleFields)
  .refine(namesItsKeys, keysProblem)
  .refine(({ every, weekday }) => (every === "week") === (weekday !== undefined), {
    message: "A weekly export names its weekday, and no daily one does",
    path: ["weekday"],
  })
  .meta({
    id: "CreateExportScheduleRequest",
    example: {
      tableId: given.tableId,
      ...{ sheet: "Invoices", mode: "upsert", keys: ["Number"] },
      ...{ every: "week", weekday: 1, time: "06:30", timeZone: given.place.timeZone },
    },
  });
export type CreateExportScheduleRequest = z.infer<typeof CreateExportScheduleRequest>;

/**
 * `blocked`: the next run cannot write, for what `problem` says; `mend` is what the person does about it at
 * `/google/connection`. A run that was missed while the server was down is made up for once.
 */
export const ExportSchedule = z
  .object({
    id: Id,
    ...scheduleFields,
    weekday: scheduleFields.weekday.unwrap().nullable(),
    spreadsheetId: exportFields.spreadsheetId.unwrap().nullable(),
    status: z.enum(["active", "blocked"]),
    nextAt: Time,
    /** When it was last due, and the export that came of it; null where none could begin. */
    lastRunAt: Time.nullable(),
    lastExport: Export.nullable(),
    problem: ProblemSummary.nullable(),
    mend: z.enum(["connect", "confirm"]).nullable(),
    createdAt: Time,
    updatedAt: Time,
  })
  .meta({
    id: "ExportSchedule",
    example: {
      id: "019cae02-1ce0-7c2b-9e4d-6f8a1b3c5d72",
      ...{ tableId: given.tableId, spreadsheetId: given.spreadsheetId, sheet: "Invoices" },
      ...{ mode: "upsert", keys: ["Number"], notes: "flags" },
      ...{ every: "week", weekday: 1, time: "06:30", timeZone: given.place.timeZone, status: "active" },
      ...{ nextAt: "2026-03-09T05:30:00.000Z", lastRunAt: null, lastExport: null, problem: null, mend: null },
      ...{ createdAt: given.changedAt, updatedAt: given.changedAt },
    },
  });
export type ExportSchedule = z.infer<typeof ExportSchedule>;

export const ExportSchedulesQuery = PageQuery.extend({ tableId: Id.optional() });
export type ExportSchedulesQuery = z.infer<typeof ExportSchedulesQuery>;
export const ExportSchedulePage = pageOf(ExportSchedule).meta({ id: "ExportSchedulePage" });
