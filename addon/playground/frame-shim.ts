import { type FromFrame, readFromPage } from "./frame-messages.ts";

/**
 * `google.script.run` and `google.script.host` for the sidebar's frame, over messages to the playground's page.
 * The server puts it first into the page and names the playground's origin in `data-page`.
 */
type Handler = (value: unknown, userObject?: unknown) => void;

interface Call {
  success: Handler | null;
  failure: Handler | null;
  userObject: unknown;
}

const page = document.currentScript?.dataset.page ?? "";
const waiting = new Map<number, Call>();
let calls = 0;

window.addEventListener("message", (event) => {
  if (event.origin !== page || event.source !== window.parent) return;
  const answer = readFromPage(event.data);
  const call = answer && waiting.get(answer.id);
  if (!answer || !call) return;
  waiting.delete(answer.id);
  if (answer.rowsmith === "failure") call.failure?.(new Error(answer.message), call.userObject);
  else call.success?.(answer.result === null ? undefined : JSON.parse(answer.result), call.userObject);
});

function send(message: FromFrame): void {
  window.parent.postMessage(JSON.stringify(message), page);
}

/** Like Google's: handlers are chained, and every other name calls the script's function of that name. */
function runner(call: Call): object {
  const chained: Record<string, (value: never) => object> = {
    withSuccessHandler: (success: Handler) => runner({ ...call, success }),
    withFailureHandler: (failure: Handler) => runner({ ...call, failure }),
    withUserObject: (userObject: unknown) => runner({ ...call, userObject }),
  };
  return new Proxy(chained, {
    get(target, name) {
      if (typeof name !== "string") return undefined;
      if (Object.hasOwn(target, name)) return target[name];
      return (...args: unknown[]) => {
        const id = ++calls;
        waiting.set(id, call);
        send({ rowsmith: "run", id, name, args: JSON.stringify(args) });
      };
    },
  });
}

Object.assign(window, {
  google: {
    script: {
      run: runner({ success: null, failure: null, userObject: undefined }),
      host: {
        origin: page,
        close: () => send({ rowsmith: "close" }),
        editor: { focus: () => send({ rowsmith: "focus-editor" }) },
      },
    },
  },
});
