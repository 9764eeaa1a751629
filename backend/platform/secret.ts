import { randomBytes } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "./error-code.ts";
import { makeFolder } from "./make-folder.ts";
import { unusableDataDir } from "./start-error.ts";

/** The files of the secrets: of the one that signs access tokens, and of the one that encrypts. */
type SecretFile = "jwt-secret" | "encryption-secret";

/**
 * A secret: `given`, else one that is made once and kept in `dataDir` as `name`, readable by this user alone. Throws a
 * `StartError` where it cannot be kept.
 */
export async function loadSecret(
  given: string | null,
  dataDir: string,
  name: SecretFile = "jwt-secret",
): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  if (given !== null) return encoder.encode(given);
  const file = join(dataDir, name);
  try {
    await makeFolder(dataDir);
    return encoder.encode((await read(file)) ?? (await make(file)));
  } catch (cause) {
    throw unusableDataDir(dataDir, cause);
  }
}

async function read(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

/** Linked into place whole: of two starts at once both read the same one. */
async function make(file: string): Promise<string> {
  const own = `${file}.${process.pid}`;
  await writeFile(own, randomBytes(48).toString("base64url"), { mode: 0o600 });
  try {
    await link(own, file);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  } finally {
    await rm(own, { force: true });
  }
  return readFile(file, "utf8");
}
