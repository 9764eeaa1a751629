import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { Config } from "../config.ts";
import { loadSecret } from "./secret.ts";

/** 32 bytes, and the name that what they seal is kept with. */
export interface EncryptionKey {
  id: string;
  key: Uint8Array;
}

export interface Sealed {
  keyId: string;
  /** Nonce, tag and ciphertext. */
  bytes: Buffer;
}

/** Encrypts what has to be read again, such as other services' tokens. */
export interface Sealer {
  /** The key that seals from now on. */
  keyId: string;
  /** `purpose` names the row and member that the text belongs to: elsewhere it does not open. */
  seal(text: string, purpose: string): Sealed;
  /** Null where no key that is known opens it. */
  open(sealed: Sealed, purpose: string): string | null;
}

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The first key seals; the others still open what they sealed. */
export function createSealer([current, ...earlier]: [EncryptionKey, ...EncryptionKey[]]): Sealer {
  const keys = new Map([...earlier, current].map(({ id, key }) => [id, key]));
  return {
    keyId: current.id,
    seal(text, purpose) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, current.key, nonce).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return { keyId: current.id, bytes: Buffer.concat([nonce, cipher.getAuthTag(), body]) };
    },
    open({ keyId, bytes }, purpose) {
      const key = keys.get(keyId);
      if (key === undefined) return null;
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
      try {
        const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
        decipher.setAAD(Buffer.from(purpose)).setAuthTag(tag);
        const body = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([body, decipher.final()]).toString("utf8");
      } catch {
        return null;
      }
    },
  };
}

/** With the keys of the config, or one that is made and kept in `dataDir`. */
export async function openSealer({
  encryptionKeys,
  dataDir,
}: Pick<Config, "encryptionKeys" | "dataDir">): Promise<Sealer> {
  const [first, ...others] = encryptionKeys.map(({ id, key }) => ({ id, key: Buffer.from(key, "base64") }));
  if (first !== undefined) return createSealer([first, ...others]);
  return createSealer([{ id: "local", key: keyOf(await loadSecret(null, dataDir, "encryption-secret")) }]);
}

/** A key of 256 bits out of a secret of at least as many. */
export function keyOf(secret: Uint8Array): Uint8Array {
  return createHash("sha256").update(secret).digest();
}
