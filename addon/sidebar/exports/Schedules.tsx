import type { ExportSchedule } from "../../../backend/contract/export-schedules.ts";
import { useShown } from "../app.ts";
import { Problem } from "../components/Problem.tsx";
import { ofProblem } from "../failure.ts";
import { type ExportTranslate, useExportText } from "./export-text.ts";
import type { Exporting } from "./use-exporting.ts";

/** Any week's Sunday: weekdays are counted from there. */
const sunday = Date.UTC(2026, 2, 1);
const dayMs = 86_400_000;

/** When the table is exported again, what stands in the way, and the end of it. */
export function Schedules({ exporting }: { exporting: Exporting }) {
  const { language } = useShown();
  const x = useExportText();
  const when = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <section class="space-y-2">
      <h2 class="font-semibold">{x("repeat.list")}</h2>
      <ul class="space-y-2">
        {exporting.schedules.map((schedule) => (
          <li key={schedule.id} class="space-y-1">
            <p>{rhythmText(x, schedule, language)}</p>
            <p class={`text-sm ${schedule.status === "blocked" ? "text-warn" : "text-muted"}`}>
              {schedule.status === "blocked"
                ? x("repeat.blocked")
                : x("repeat.next", { when: when.format(new Date(schedule.nextAt)) })}
            </p>
            {schedule.status === "active" && schedule.problem && (
              <Problem failure={ofProblem({ ...schedule.problem, status: 409 })} />
            )}
            <button
              type="button"
              class="button-text text-sm"
              disabled={exporting.busy}
              onClick={() => void exporting.unschedule(schedule.id)}
            >
              {x("repeat.end")}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function rhythmText(x: ExportTranslate, { weekday, time }: ExportSchedule, language: string): string {
  if (weekday === null) return x("repeat.eachDay", { time });
  const named = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
  return x("repeat.eachWeek", { time, weekday: named.format(sunday + weekday * dayMs) });
}
