import { useShown } from "../app.ts";
import { type FailureInfo, isSignedOut } from "../failure.ts";
import { start } from "../starting.ts";
import { Problem } from "./Problem.tsx";

/** What stands in the way of a session, and the one thing to do about it. */
export function FaultScreen({ failure }: { failure: FailureInfo }) {
  const { app, t } = useShown();
  const signedOut = isSignedOut(failure);
  return (
    <main class="space-y-3 overflow-y-auto p-3">
      <h1 class="text-lg font-semibold">{t("chat.title")}</h1>
      {failure.code === "signed-out" ? <p>{t("fault.signed-out")}</p> : <Problem failure={failure} />}
      <button type="button" class="button button-main w-full" onClick={() => void start(app)}>
        {t(signedOut ? "app.signIn" : "app.retry")}
      </button>
    </main>
  );
}
