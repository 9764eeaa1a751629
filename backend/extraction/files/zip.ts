import { unzipSync } from "fflate";
import { FileError, type FileLimits } from "./file-text.ts";

export type ZipEntries = Record<string, Uint8Array>;

const MAX_ENTRIES = 10_000;
/** Deflate cannot do better than 1,032; XML of a real document stays far below. */
const MAX_RATIO = 500;
/** Small entries may be all blank. */
const FREE_BYTES = 1024 * 1024;
/** The container of old Office files and of encrypted new ones. */
const OLE_MARK = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * Inflates an Office file's entries that `wants` names. What the archive says of its sizes is held against the limits
 * first, and no entry can inflate to more than it says. Throws `file-encrypted`, `file-damaged` and `file-inflates`.
 */
export function unzipOffice(
  bytes: Uint8Array,
  wants: (name: string) => boolean,
  limits: FileLimits,
): ZipEntries {
  if (OLE_MARK.every((byte, at) => bytes[at] === byte)) {
    throw new FileError(holdsPackage(bytes) ? "file-encrypted" : "file-damaged");
  }
  let entries = 0;
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter({ name, size, originalSize }) {
        entries++;
        total += originalSize;
        const swells = originalSize > FREE_BYTES && originalSize > size * MAX_RATIO;
        if (entries > MAX_ENTRIES || total > limits.maxInflatedBytes || swells) {
          const detail = swells
            ? `${name} unpacks to ${Math.round(originalSize / size)} times its size.`
            : `It unpacks to more than ${limits.maxInflatedBytes} bytes or ${MAX_ENTRIES} parts.`;
          throw new FileError("file-inflates", detail);
        }
        return wants(name);
      },
    });
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError("file-damaged", undefined, error);
  }
}

/** An encrypted Office file names its one stream so, in UTF-16. */
function holdsPackage(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).includes(Buffer.from("EncryptedPackage", "utf16le"));
}
