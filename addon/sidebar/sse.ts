/** One server-sent event; `id` is the last one seen, as the standard has it. */
export interface ServerSentEvent {
  event: string;
  data: string;
  id: string;
}

/**
 * An incremental parser of `text/event-stream`: feed it decoded chunks, however they were cut, and it
 * answers with the events that they completed. Comments and unknown fields are skipped.
 */
export function createSseParser(): (chunk: string) => ServerSentEvent[] {
  let rest = "";
  let afterCarriageReturn = false;
  let event = "";
  let id = "";
  let data: string[] = [];

  function takeLine(line: string, out: ServerSentEvent[]): void {
    if (line === "") {
      if (data.length > 0) out.push({ event: event || "message", data: data.join("\n"), id });
      event = "";
      data = [];
      return;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + (line[colon + 1] === " " ? 2 : 1));
    if (field === "data") data.push(value);
    else if (field === "event") event = value;
    else if (field === "id" && !value.includes("\0")) id = value;
  }

  return (chunk) => {
    const out: ServerSentEvent[] = [];
    // A CR that ended the last chunk already ended its line; an LF that follows belongs to it.
    const text = afterCarriageReturn && chunk.startsWith("\n") ? chunk.slice(1) : chunk;
    if (chunk !== "") afterCarriageReturn = chunk.endsWith("\r");
    const lines = (rest + text).split(/\r\n|\r|\n/);
    rest = lines.pop() ?? "";
    for (const line of lines) takeLine(line, out);
    return out;
  };
}
