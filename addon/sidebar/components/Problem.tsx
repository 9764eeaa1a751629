import type { ComponentChildren } from "preact";
import { useShown } from "../app.ts";
import { details, type FailureInfo } from "../failure.ts";
import { useCopy } from "../hooks/use-copy.ts";
import { sentence, waitSentence } from "../sentence.ts";
import { Icon } from "./Icon.tsx";

interface ProblemProps {
  failure: FailureInfo;
  /** What the person can do about it, as buttons. */
  children?: ComponentChildren;
  onClose?: () => void;
}

/** What went wrong, as a sentence, with what to do and the details to hand on. */
export function Problem({ failure, children, onClose }: ProblemProps) {
  const { app, state, t, language } = useShown();
  const { copied, refused, copy } = useCopy();
  const meta = state.boot.phase === "ready" ? state.boot.meta : null;
  return (
    <div role="alert" class="rounded-lg bg-bad-tint p-2.5 text-bad">
      <div class="flex gap-2">
        <Icon name="warning" class="mt-px" />
        <p class="min-w-0 flex-1 break-words">
          {`${sentence(t, failure, meta)} ${waitSentence(t, failure, language, new Date())}`.trim()}
        </p>
        {onClose && (
          <button type="button" class="-mt-0.5 self-start" aria-label={t("app.close")} onClick={onClose}>
            <Icon name="close" size={16} />
          </button>
        )}
      </div>
      <div class="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 pl-6.5">
        {children}
        <button
          type="button"
          class="rounded-sm underline underline-offset-2"
          onClick={() => copy(details(failure, app.version, new Date()))}
        >
          {t(copied ? "app.copied" : "app.copyDetails")}
        </button>
      </div>
      {refused && <pre class="mt-2 select-all whitespace-pre-wrap break-words text-xs">{refused}</pre>}
    </div>
  );
}

export function ProblemAction({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" class="rounded-sm font-medium underline underline-offset-2" onClick={onClick}>
      {label}
    </button>
  );
}
