import { createHash } from "node:crypto";
import type { Engine, EngineRequest } from "./engine.ts";

/**
 * SHA-256, hexadecimal, of all that an engine is told beside the source and the time: equal hashes, equal
 * instructions.
 */
export function hashPrompt(
  engine: Pick<Engine, "name" | "model" | "standing">,
  request: EngineRequest,
): string {
  const {
    prompt,
    history,
    columns,
    rules = [],
    instructions = "",
    revises,
    mode,
    locale,
    timeZone,
  } = request;
  const told = [
    ...[engine.name, engine.model, engine.standing ?? "", prompt, history, columns, rules, instructions],
    ...[revises, mode, locale, timeZone],
  ];
  return createHash("sha256").update(JSON.stringify(told)).digest("hex");
}
