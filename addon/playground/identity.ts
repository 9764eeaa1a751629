/** Renewed this long before it ends, so that a token that is handed out still has life in it. */
const RENEW_BEFORE_MS = 5 * 60_000;
const RETRY_MS = 5_000;

/** Keeps an OpenID token at hand, because `ScriptApp.getIdentityToken` answers at once. Resolves with its reader. */
export async function keepIdentityToken(): Promise<() => string> {
  let current = await fetchToken();
  schedule();

  function schedule(): void {
    setTimeout(renew, Math.max(0, current.expiresAt - Date.now() - RENEW_BEFORE_MS));
  }
  async function renew(): Promise<void> {
    try {
      current = await fetchToken();
      schedule();
    } catch {
      setTimeout(renew, RETRY_MS);
    }
  }
  return () => current.idToken;
}

async function fetchToken(): Promise<{ idToken: string; expiresAt: number }> {
  const response = await fetch("/playground/identity-token");
  if (!response.ok) throw new Error(`The playground's sign-in answered ${response.status}`);
  const { idToken, expiresAt } = (await response.json()) as { idToken: string; expiresAt: string };
  return { idToken, expiresAt: Date.parse(expiresAt) };
}
