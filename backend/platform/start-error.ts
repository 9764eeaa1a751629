import { errorCode } from "./error-code.ts";

/** Why the backend cannot start, in one line that its operator is meant to read. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StartError";
  }
}

/** Where `DATA_DIR` cannot be read, made or written. */
export function unusableDataDir(dataDir: string, cause: unknown): StartError {
  return new StartError(`DATA_DIR ${dataDir} cannot be used (${errorCode(cause) ?? "unknown"})`, { cause });
}
