import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Runs a command to its end and gives what it printed. Rejects with its last words when it fails. */
export async function run(
  [command = "", ...args]: string[],
  user: { uid: number; gid: number } | null = null,
): Promise<string> {
  const { stdout } = await execute(command, args, { cwd: "/", ...user });
  return stdout.trim();
}

/** The full path of a command, looked for on the PATH and then in `folders`. */
export async function which(command: string, folders: string[] = []): Promise<string | null> {
  for (const folder of [...(process.env.PATH ?? "").split(delimiter), ...folders]) {
    const file = join(folder, command);
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  return null;
}
