import { CronExpressionParser } from "cron-parser";
import type { CreateExportScheduleRequest } from "../../../contract/export-schedules.ts";

type Rhythm = Pick<CreateExportScheduleRequest, "every" | "weekday" | "time" | "timeZone">;

/** The next time after `after`. One that the clock leaves out, as it is put forward, comes when it has been. */
export function nextTime({ weekday, time, timeZone }: Rhythm, after: Date): Date {
  const [hours = "0", minutes = "0"] = time.split(":");
  const expression = `${Number(minutes)} ${Number(hours)} * * ${weekday ?? "*"}`;
  return CronExpressionParser.parse(expression, { currentDate: after, tz: timeZone }).next().toDate();
}
