import { type FromPage, readFromFrame } from "./frame-messages.ts";

/** The longest delay of a call, in ms: long enough that answers change places, as they may at Google. */
const LONGEST_DELAY_MS = 40;

export interface FrameHostOptions {
  /** Where the frame stands. */
  container: HTMLElement;
  /** Of the frame's window: each has its own. */
  name: string;
  /** The sidebar's own origin. */
  origin: string;
  /** Runs a function of the script with JSON arguments; resolves with JSON, or null for nothing at all. */
  call: (name: string, args: string) => Promise<string | null>;
  onClose: () => void;
  onFocusEditor: () => void;
}

export interface FrameHost {
  /** Shows `html` as a page of the frame's origin, titled `title`. */
  show(html: string, title: string): void;
  close(): void;
  focus(): void;
}

/** Keeps the sandboxed frame of one of the add-on's pages and answers its `google.script.run`. */
export function createFrameHost(options: FrameHostOptions): FrameHost {
  const { container, name, origin, call } = options;
  let frame: HTMLIFrameElement | null = null;

  window.addEventListener("message", async (event) => {
    const source = frame?.contentWindow;
    if (!source || event.source !== source || event.origin !== origin) return;
    const message = readFromFrame(event.data);
    if (message?.rowsmith === "close") options.onClose();
    if (message?.rowsmith === "focus-editor") options.onFocusEditor();
    if (message?.rowsmith !== "run") return;
    await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_DELAY_MS));
    const answer = await run(message.id, () => call(message.name, message.args));
    source.postMessage(JSON.stringify(answer), origin);
  });

  return {
    show(html, title) {
      frame?.remove();
      frame = document.createElement("iframe");
      frame.name = name;
      frame.title = title;
      frame.sandbox.add("allow-scripts", "allow-same-origin", "allow-forms", "allow-modals");
      frame.sandbox.add("allow-popups", "allow-popups-to-escape-sandbox", "allow-downloads");
      frame.allow = "clipboard-write";
      container.append(frame);
      post(`${origin}/sidebar`, frame.name, html);
    },
    close() {
      frame?.remove();
      frame = null;
    },
    focus: () => frame?.focus(),
  };
}

async function run(id: number, work: () => Promise<string | null>): Promise<FromPage> {
  try {
    return { rowsmith: "success", id, result: await work() };
  } catch (error) {
    return { rowsmith: "failure", id, message: error instanceof Error ? error.message : String(error) };
  }
}

/** A form is the one way to load a frame with a page of another origin that is made here. */
function post(action: string, target: string, html: string): void {
  const form = document.createElement("form");
  const field = document.createElement("textarea");
  Object.assign(form, { method: "post", action, target, enctype: "multipart/form-data", hidden: true });
  field.name = "html";
  field.value = html;
  form.append(field);
  document.body.append(form);
  form.submit();
  form.remove();
}
