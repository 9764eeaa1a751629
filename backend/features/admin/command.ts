import { type ParseArgsConfig, parseArgs } from "node:util";
import type { Deps } from "../../platform/deps.ts";

/** What a command works with. */
export interface Operator extends Pick<Deps, "sql" | "config" | "clock" | "newId" | "hasher" | "sealer"> {
  print(line: string): void;
}

export interface Command {
  /** How it is written, and what it does. */
  usage: string;
  does: string;
  run(operator: Operator, args: string[]): Promise<void>;
}

/** What an operator is told in one line. */
export class CommandError extends Error {}

/** What stands between the options, so many of them. Throws a `CommandError` that tells how it is written. */
export function readArguments<Options extends NonNullable<ParseArgsConfig["options"]>>(
  usage: string,
  args: string[],
  { positions, options }: { positions: [number, number]; options: Options },
) {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [least, most] = positions;
    if (positionals.length >= least && positionals.length <= most) return { values, positionals };
  } catch {
    // It is written wrongly; what is right follows.
  }
  throw new CommandError(`Write: npm run admin -- ${usage}`);
}

/** Throws a `CommandError`. */
export function readDays(given: string | undefined, initial: number): number {
  if (given === undefined) return initial;
  if (/^\d{1,5}$/.test(given)) return Number(given);
  throw new CommandError("--days is a whole number");
}

/** Rows of texts below their headings, in columns as wide as their widest. */
export function printTable(operator: Operator, headings: string[], rows: string[][]): void {
  const lines = [headings, ...rows];
  const widths = headings.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  for (const line of lines)
    operator.print(
      line
        .map((text, at) => text.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}
