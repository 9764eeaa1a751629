import { useState } from "preact/hooks";
import { useShown } from "../app.ts";
import { type FailureInfo, toFailure } from "../failure.ts";
import type { TemplateDraft } from "../template-draft.ts";
import { closeWindow } from "./close-window.ts";
import { bodyOf, faultOf } from "./draft-body.ts";

/** A template on its way from what was opened to what is saved; then the window closes. */
export function useTemplateDraft(opened: TemplateDraft) {
  const { app } = useShown();
  const [draft, setDraft] = useState(opened);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  const run = async (action: () => Promise<unknown>) => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await action();
      closeWindow();
    } catch (error) {
      setFailure(toFailure(error));
      setBusy(false);
    }
  };
  const { id, version } = draft;
  return {
    draft,
    busy,
    failure,
    fault: faultOf(draft),
    changed: id === null || draft !== opened,
    set: (some: Partial<TemplateDraft>) => setDraft({ ...draft, ...some }),
    save: () =>
      run(() =>
        id === null
          ? app.api.createTemplate(bodyOf(draft))
          : app.api.updateTemplate(id, { ...bodyOf(draft), baseVersion: version }),
      ),
    remove: () => run(async () => id !== null && app.api.deleteTemplate(id)),
  };
}
