import { access, rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { dataDir } from "@electric-sql/pglite-prepopulatedfs";
import { unpackTar } from "modern-tar/fs";

/**
 * Lays out a fresh database's files in `folder` where there are none yet: an archive of what `initdb` makes, as that
 * takes six seconds. The folder gets its name once it is whole, so that a process killed meanwhile leaves no half of one.
 */
export async function prepareFolder(folder: string): Promise<void> {
  if (await exists(folder)) return;
  const unfinished = `${folder}.new`;
  await rm(unfinished, { recursive: true, force: true });
  const archive = Buffer.from(await (await dataDir()).arrayBuffer());
  await pipeline([archive], createGunzip(), unpackTar(unfinished));
  await rename(unfinished, folder);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
