import type { FunctionComponent } from "preact";
import type { PartName } from "../rpc.ts";
import type { AppsScript } from "./apps-script.ts";
import { Failure } from "./failure.ts";

declare global {
  /** What the page and its parts know of each other; `stamp` tells whether they are of one build. */
  var rowsmith: {
    stamp: string;
    shared: readonly unknown[];
    parts: Partial<Record<PartName, FunctionComponent>>;
  };
}

/** A part's screen. Rejects with a `Failure` where it does not come, or is of another build than the page. */
export async function loadPart(script: AppsScript, name: PartName): Promise<FunctionComponent> {
  const { parts } = globalThis.rowsmith;
  if (!parts[name]) {
    const { html } = await script.call("part", { name });
    // Scripts of a fragment that is made so run once it stands in the page.
    document.head.append(document.createRange().createContextualFragment(html));
  }
  const screen = parts[name];
  if (!screen) throw new Failure({ code: "part-outdated" });
  return screen;
}
