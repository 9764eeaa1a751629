import type { Deps } from "../../../platform/deps.ts";
import { keepSecret, listSealedOtherwise } from "./queries.ts";
import { openSecret, sealSecret } from "./secret.ts";

const PAGE = 100;

/** Seals with the first of the keys what another one sealed, as with access to Google. `lost` cannot be told any more. */
export async function rotateSecrets(
  deps: Pick<Deps, "sql" | "clock" | "sealer">,
): Promise<{ sealed: number; lost: number }> {
  const { sql, clock, sealer } = deps;
  const counts = { sealed: 0, lost: 0 };
  for (let after: string | null = null; ; ) {
    const page = await listSealedOtherwise(sql, { keyId: sealer.keyId, after, limit: PAGE });
    for (const { id, userId, secret } of page) {
      after = id;
      const opened = openSecret(deps, id, secret);
      if (opened === null) counts.lost += 1;
      else {
        await keepSecret(sql, { userId, id, secret: sealSecret(deps, id, opened), at: clock() });
        counts.sealed += 1;
      }
    }
    if (page.length < PAGE) return counts;
  }
}
