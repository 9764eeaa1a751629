import type { EngineSource, SourceSection } from "../../extraction/engine.ts";
import type { KeptFile } from "./queries.ts";

/** One file as it is; several one after the other, each under its name and a section of its own. */
export function joinFiles(files: readonly KeptFile[]): Pick<EngineSource, "title" | "text" | "sections"> {
  const [only] = files;
  if (files.length === 1 && only) return { title: only.name, text: only.text, sections: only.sections };
  let text = "";
  const sections: SourceSection[] = [];
  for (const { name, text: own, sections: parts } of files) {
    text += `${text === "" ? "" : "\n\n"}=== ${name} ===\n\n`;
    const shift = text.length;
    const whole = { start: 0, end: own.length, file: name, title: null, grid: false };
    for (const part of parts ?? [whole]) {
      sections.push({ ...part, start: part.start + shift, end: part.end + shift });
    }
    text += own;
  }
  return { title: files.map(({ name }) => name).join(", "), text, sections };
}
