import type { Receipt } from "../../rpc.ts";
import { ServerProblemError } from "../problem.ts";
export function applyWrite(): Receipt {
  throw new ServerProblemError("google-unavailable", "not yet");
}
