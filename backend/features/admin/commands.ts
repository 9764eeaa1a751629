import { erase } from "../../platform/erase.ts";
import { rotateKeys } from "../google/connection/rotate-keys.ts";
import { rotateSecrets } from "../jobs/webhook/rotate-secrets.ts";
import { dayOf } from "../usage/caps.ts";
import { type Command, CommandError, type Operator, printTable, readArguments, readDays } from "./command.ts";
import { listUse } from "./queries.ts";
import { userCommands } from "./user-commands.ts";

const DAY_MS = 86_400_000;

const usage: Command = {
  usage: "usage [--days N]",
  does: "answers, tokens and money by person, today and the days before it (30 days together)",
  async run(operator, args) {
    const { values } = readArguments(this.usage, args, {
      positions: [0, 0],
      options: { days: { type: "string" } },
    });
    const days = Math.max(1, readDays(values.days, 30));
    const since = dayOf(new Date(operator.clock().getTime() - (days - 1) * DAY_MS));
    const used = await listUse(operator.sql, since);
    const rows = used.map(({ email, answers, tokens, usd }) => [
      email || "(deleted)",
      ...[String(answers), String(tokens), usd === null ? "-" : usd.toFixed(2)],
    ]);
    printTable(operator, [`since ${since}`, "answers", "tokens", "USD"], rows);
  },
};

const purge: Command = {
  usage: "purge [--days N]",
  does: "erases for good what was deleted more than N days ago (ERASE_AFTER_DAYS; 0: all that is deleted)",
  async run(operator, args) {
    const { values } = readArguments(this.usage, args, {
      positions: [0, 0],
      options: { days: { type: "string" } },
    });
    const days = readDays(values.days, operator.config.limits.eraseAfterDays);
    const erased = await erase(operator.sql, days, operator.clock());
    const counted = Object.entries(erased).filter(([, count]) => count > 0);
    operator.print(
      counted.length === 0
        ? "There was nothing to erase"
        : `Erased: ${counted.map(([what, count]) => `${count} ${what}`).join(", ")}`,
    );
  },
};

const rotate: Command = {
  usage: "rotate-keys",
  does: "encrypts Google's tokens and webhooks' secrets with the first of ENCRYPTION_KEYS; the others may go then",
  async run(operator, args) {
    readArguments(this.usage, args, { positions: [0, 0], options: {} });
    const { sealed, lost } = await rotateKeys(operator);
    const secrets = await rotateSecrets(operator);
    operator.print(`${sealed + secrets.sealed} encrypted with the key ${operator.sealer.keyId}`);
    if (lost > 0) operator.print(`${lost} cannot be decrypted: their people connect Google again`);
    if (secrets.lost > 0)
      operator.print(`${secrets.lost} webhooks cannot be signed for: their jobs tell nobody`);
  },
};

/** Runs what `npm run admin --` was given. Throws a `CommandError`. */
export async function runCommand(operator: Operator, [group = "", ...rest]: string[]): Promise<void> {
  if (group === "usage") return usage.run(operator, rest);
  if (group === "rotate-keys") return rotate.run(operator, rest);
  if (group === "purge") return purge.run(operator, rest);
  const [name = "", ...args] = rest;
  const command =
    group === "user" ? Object.entries(userCommands).find(([key]) => key === name)?.[1] : undefined;
  if (command === undefined) throw new CommandError("There is no such command: npm run admin -- help");
  return command.run(operator, args);
}

/** What can be run, a line each. */
export function helpLines(): string[] {
  const commands = [...Object.values(userCommands), usage, purge, rotate];
  const width = Math.max(...commands.map((command) => command.usage.length));
  return commands.map((command) => `${command.usage.padEnd(width)}  ${command.does}`);
}
