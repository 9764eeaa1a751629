import packageFile from "../../../package.json" with { type: "json" };
import type { Meta } from "../../contract/meta.ts";
import type { Deps } from "../../platform/deps.ts";

export const version: string = packageFile.version;

/** The oldest sidebar that works with this server. */
const OLDEST_SIDEBAR = "0.1.0";
const OPENAI_HOST = "api.openai.com";

export function describeServer({
  config,
  engines,
  google,
}: Pick<Deps, "config" | "engines" | "google">): Meta {
  const { name, model } = engines.default;
  const { baseUrl } = config.openai;
  return {
    product: "rowsmith",
    version,
    oldestSidebar: OLDEST_SIDEBAR,
    engine: name,
    model,
    modelHost: name === "offline" ? null : baseUrl === null ? OPENAI_HOST : new URL(baseUrl).host,
    limits: {
      maxSourceBytes: config.limits.maxSourceBytes,
      maxMessageCharacters: 100_000,
      maxColumns: 200,
      maxRangeCells: 20_000,
    },
    signIn: google.audiences.length > 0 ? ["google", "password"] : ["password"],
    signUp: config.signUp.policy,
    adminContact: config.adminContact,
    eraseAfterDays: config.limits.eraseAfterDays,
    playground: config.playground !== null,
  };
}
