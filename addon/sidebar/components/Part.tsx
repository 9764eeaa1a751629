import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { PartName } from "../../rpc.ts";
import { useShown } from "../app.ts";
import { type FailureInfo, toFailure } from "../failure.ts";
import { loadPart } from "../parts.ts";
import { Problem, ProblemAction } from "./Problem.tsx";
import { TopBar } from "./TopBar.tsx";

/** A screen that is not in the page from the start: it is fetched when it is first opened. */
export function Part({ name }: { name: PartName }) {
  const { app, t } = useShown();
  const [part, setPart] = useState<{ Screen: FunctionComponent } | null>(null);
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  const load = () => {
    setFailure(null);
    loadPart(app.script, name).then(
      (Screen) => setPart({ Screen }),
      (error: unknown) => setFailure(toFailure(error)),
    );
  };
  useEffect(load, [name]);
  if (part) return <part.Screen />;
  return (
    <>
      <TopBar
        title={t(`${name}.open`)}
        onBack={() => app.store.dispatch({ type: "screen-opened", screen: { name: "chat" } })}
      />
      <main class="p-3">
        {failure ? (
          <Problem failure={failure}>
            <ProblemAction label={t("app.retry")} onClick={load} />
          </Problem>
        ) : (
          <p role="status" class="text-muted">
            {t("version.loading")}
          </p>
        )}
      </main>
    </>
  );
}
