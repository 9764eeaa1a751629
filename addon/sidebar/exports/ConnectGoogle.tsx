import { useEffect, useState } from "preact/hooks";
import type { GoogleConnection } from "../../../backend/contract/google.ts";
import { Problem } from "../components/Problem.tsx";
import { ofProblem } from "../failure.ts";
import { useExportText } from "./export-text.ts";
import type { Exporting } from "./use-exporting.ts";

/** How often it is looked whether the person has agreed. */
const lookMs = 2_000;

/** What the access is for, what ended it, and the way to Google's page. */
export function ConnectGoogle({
  exporting,
  connection,
}: {
  exporting: Exporting;
  connection: GoogleConnection;
}) {
  const x = useExportText();
  const [url, setUrl] = useState<string | null>(null);
  const { api, busy, attempt } = exporting;
  useEffect(() => {
    if (url === null) return;
    const timer = setInterval(() => void lookWhetherConnected(), lookMs);
    window.addEventListener("focus", lookWhetherConnected);
    return () => {
      clearInterval(timer);
      window.removeEventListener("focus", lookWhetherConnected);
    };
  }, [url]);
  const lookWhetherConnected = async () => {
    const now = await api.connection().catch(() => null);
    if (now?.status === "connected") await exporting.look();
  };
  if (!connection.configured) return <Problem failure={{ code: "google-not-configured" }} />;
  return (
    <section class="space-y-2">
      {connection.problem && <Problem failure={ofProblem({ ...connection.problem, status: 409 })} />}
      <p>{x("connect.why")}</p>
      {url === null ? (
        <button
          type="button"
          class="button button-main w-full"
          disabled={busy}
          onClick={() => void attempt(async () => setUrl((await api.connect()).url))}
        >
          {x(connection.problem ? "connect.again" : "connect.begin")}
        </button>
      ) : (
        <>
          <a class="button button-main w-full" href={url} target="_blank" rel="noopener noreferrer">
            {x("connect.open")}
          </a>
          <p role="status" class="text-sm text-muted">
            {x("connect.then")}
          </p>
        </>
      )}
    </section>
  );
}
