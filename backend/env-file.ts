import { errorCode } from "./platform/error-code.ts";
import { StartError } from "./platform/start-error.ts";

/** Takes the variables of `.env`, where there is one, that the environment does not set. Throws a `StartError`. */
export function readEnvFile(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    throw new StartError(".env cannot be read", { cause: error });
  }
}
