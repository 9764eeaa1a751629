import type { Deps } from "../../../platform/deps.ts";

/** The key of a webhook's signatures, as its job keeps it. */
export interface SealedSecret {
  keyId: string;
  /** In base64. */
  bytes: string;
}

export function sealSecret({ sealer }: Pick<Deps, "sealer">, jobId: string, secret: string): SealedSecret {
  const { keyId, bytes } = sealer.seal(secret, purpose(jobId));
  return { keyId, bytes: bytes.toString("base64") };
}

/** Null where its key is gone. Jobs of before keep it as it was given. */
export function openSecret(
  { sealer }: Pick<Deps, "sealer">,
  jobId: string,
  kept: SealedSecret | string,
): string | null {
  if (typeof kept === "string") return kept;
  const { keyId, bytes } = kept;
  return sealer.open({ keyId, bytes: Buffer.from(bytes, "base64") }, purpose(jobId));
}

function purpose(jobId: string): string {
  return `webhook:${jobId}`;
}
