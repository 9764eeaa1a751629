import { APIError } from "openai";

/** What compatible servers may not take; without `json_schema` the schema stands in the prompt. */
const members = [
  ...(["max_completion_tokens", "reasoning_effort", "include_obfuscation", "stream_options"] as const),
  ...(["json_schema", "response_format", "store"] as const),
];
export type Member = (typeof members)[number];

const refusals =
  /unsupported|unknown|unrecogni[sz]ed|unexpected|not (supported|permitted|allowed|recogni[sz]ed|available)|extra|forbidden/i;

/** What one server takes of a Chat Completions request, learned from what it refused. Kept as long as its engine. */
export class Dialect {
  readonly #refused = new Set<Member>();

  /** What may be sent now. */
  taken(): ReadonlySet<Member> {
    return new Set(members.filter((member) => !this.#refused.has(member)));
  }

  /**
   * Whether an error refuses one of the members that were sent, which is left out from now on. Each member can be
   * refused once, so that trying again ends.
   */
  learn(error: unknown, sent: ReadonlySet<Member>): boolean {
    const member = refusedBy(error, sent);
    if (member !== undefined) this.#refused.add(member);
    return member !== undefined;
  }
}

function refusedBy(error: unknown, sent: ReadonlySet<Member>): Member | undefined {
  if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) return undefined;
  if (!refusals.test(`${error.code} ${error.message}`)) return undefined;
  const named = error.param ? findMember(error.param, sent) : findMember(error.message, sent);
  // A bad value is the configuration's to mend: without it the model would think longer than it was allowed to.
  const isValue = named === "reasoning_effort" && error.code === "unsupported_value";
  return isValue ? undefined : named;
}

/** The first that the text names. A format that is refused as a whole is asked for in simpler ways, one by one. */
function findMember(text: string, sent: ReadonlySet<Member>): Member | undefined {
  const words: string[] = text.match(/\w+/g) ?? [];
  if (words.includes("include_obfuscation") && sent.has("include_obfuscation")) return "include_obfuscation";
  for (const word of words) {
    if (["response_format", "json_schema", "json_object"].includes(word)) {
      return (["json_schema", "response_format"] as const).find((format) => sent.has(format));
    }
    const named = members.find((member) => member === word);
    if (named !== undefined) return sent.has(named) ? named : undefined;
  }
  return undefined;
}
