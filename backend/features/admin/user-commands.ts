import { randomBytes } from "node:crypto";
import { Email } from "../../contract/auth.ts";
import { createAccount, deleteMe } from "../auth/service.ts";
import { type Command, CommandError, type Operator, printTable, readArguments } from "./command.ts";
import { type Account, endAccess, listAccounts, setPassword } from "./queries.ts";

const one = { positions: [1, 1] as [number, number], options: {} };

const list: Command = {
  usage: "user list",
  does: "every account",
  async run(operator, args) {
    readArguments(this.usage, args, { positions: [0, 0], options: {} });
    const accounts = await listAccounts(operator.sql, null);
    printTable(
      operator,
      ["id", "email", "signs in with", "conversations", "tables", "made", "last seen"],
      accounts.map(describe),
    );
  },
};

const create: Command = {
  usage: "user create EMAIL [--name NAME]",
  does: "an account with a new password, whatever SIGN_UP says",
  async run(operator, args) {
    const { values, positionals } = readArguments(this.usage, args, {
      positions: [1, 1],
      options: { name: { type: "string" } },
    });
    const email = Email.safeParse(positionals[0]);
    if (!email.success) throw new CommandError(`${positionals[0]} is no email address`);
    const password = newPassword();
    const name = values.name?.trim().slice(0, 100) || undefined;
    const user = await createAccount(operator, { email: email.data, password, name });
    operator.print(`${user.id}  ${user.email}  password: ${password}`);
  },
};

const password: Command = {
  usage: "user password WHO",
  does: "a new password for an email or id; ends its sessions and API keys",
  async run(operator, args) {
    const account = await requireAccount(operator, readArguments(this.usage, args, one).positionals[0] ?? "");
    if (account.signsInWith === "google") throw new CommandError(`${account.email} signs in with Google`);
    const given = newPassword();
    const passwordHash = await operator.hasher.hash(given);
    const at = operator.clock();
    await operator.sql.begin(async (tx) => {
      await setPassword(tx, { userId: account.id, passwordHash, at });
      await endAccess(tx, account.id, at);
    });
    operator.print(`${account.email}  password: ${given}`);
  },
};

const signOut: Command = {
  usage: "user sign-out WHO",
  does: "ends every session and API key of an email or id",
  async run(operator, args) {
    const account = await requireAccount(operator, readArguments(this.usage, args, one).positionals[0] ?? "");
    const { sessions, keys } = await operator.sql.begin((tx) => endAccess(tx, account.id, operator.clock()));
    operator.print(`${account.email}: ${sessions} sessions and ${keys} API keys ended`);
  },
};

const remove: Command = {
  usage: "user delete WHO",
  does: "deletes an account as its person could; what it holds is erased later (see purge)",
  async run(operator, args) {
    const account = await requireAccount(operator, readArguments(this.usage, args, one).positionals[0] ?? "");
    const { erasedAt } = await deleteMe(operator, { id: account.id });
    operator.print(`${account.email} is deleted; what it holds is erased after ${erasedAt}`);
  },
};

export const userCommands = { list, create, password, "sign-out": signOut, delete: remove };

/** Throws a `CommandError` for none, and where an email has two accounts, by password and by Google. */
async function requireAccount({ sql }: Operator, who: string): Promise<Account> {
  const [account, other] = await listAccounts(sql, who);
  if (account === undefined) throw new CommandError(`There is no account ${who}`);
  if (other !== undefined)
    throw new CommandError(`${who} has two accounts: name ${account.id} or ${other.id}`);
  return account;
}

function describe(account: Account): string[] {
  const day = (at: Date | null) => at?.toISOString().slice(0, 10) ?? "never";
  return [
    ...[account.id, account.email, account.signsInWith],
    ...[String(account.conversations), String(account.tables)],
    ...[day(account.createdAt), day(account.lastSeenAt)],
  ];
}

/** 96 random bits, 16 characters. */
function newPassword(): string {
  return randomBytes(12).toString("base64url");
}
