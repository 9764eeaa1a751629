import type { Deps } from "../../../platform/deps.ts";
import { ProblemError } from "../../../platform/problem.ts";
import { listSealedOtherwise, updateTokens } from "./queries.ts";
import { openTokens, sealTokens } from "./tokens.ts";

const PAGE = 100;

/**
 * Seals with the first of the keys what another one sealed: after that the others may go. `lost` were sealed with a key
 * that is gone; their people connect again. It may be broken off and begun anew, with backends running.
 */
export async function rotateKeys(
  deps: Pick<Deps, "sql" | "clock" | "sealer">,
): Promise<{ sealed: number; lost: number }> {
  const { sql, clock, sealer } = deps;
  const counts = { sealed: 0, lost: 0 };
  for (let after: string | null = null; ; ) {
    const page = await listSealedOtherwise(sql, { keyId: sealer.keyId, after, limit: PAGE });
    for (const connection of page) {
      after = connection.userId;
      try {
        const { refreshToken, accessToken, accessExpiresAt } = await openTokens(deps, connection);
        const expiresInSeconds = (accessExpiresAt.getTime() - clock().getTime()) / 1_000;
        const tokens = sealTokens(deps, connection.userId, { refreshToken, accessToken, expiresInSeconds });
        await updateTokens(sql, connection.userId, connection.refreshToken, tokens, clock());
        counts.sealed += 1;
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        counts.lost += 1;
      }
    }
    if (page.length < PAGE) return counts;
  }
}
