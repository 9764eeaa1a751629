import type { PlanSummary } from "../../rpc.ts";
import { ServerProblemError } from "../problem.ts";
export function planWrite(): PlanSummary {
  throw new ServerProblemError("google-unavailable", "not yet");
}
