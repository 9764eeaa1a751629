import { type Caller, callGoogle, type GoogleDeps } from "./call.ts";

export interface DriveFile {
  id: string;
  name: string;
  modifiedTime: string;
  webViewLink: string;
}

const FILES = "/drive/v3/files";
const MIME_TYPE = "application/vnd.google-apps.spreadsheet";
const FIELDS = "id,name,modifiedTime,webViewLink";

/** What the server made, or the person opened with it, the newest change first. */
export function listFiles(
  deps: GoogleDeps,
  caller: Caller,
  page: { size: number; token: string | null },
): Promise<{ files: DriveFile[]; nextPageToken?: string }> {
  return callGoogle(deps, caller, {
    ...{ api: "drive", method: "GET", path: FILES, repeatable: true },
    query: {
      q: `mimeType = '${MIME_TYPE}' and trashed = false`,
      ...{ orderBy: "modifiedTime desc", pageSize: String(page.size) },
      fields: `nextPageToken,files(${FIELDS})`,
      ...(page.token === null ? {} : { pageToken: page.token }),
    },
  });
}

/** A spreadsheet that carries an export's id, so that it is found again where the answer was lost. */
export async function createFileOf(
  deps: GoogleDeps,
  caller: Caller,
  { exportId, name }: { exportId: string; name: string },
): Promise<DriveFile> {
  return callGoogle<DriveFile>(deps, caller, {
    ...{ api: "drive", method: "POST", path: FILES, query: { fields: FIELDS }, repeatable: false },
    body: { name, mimeType: MIME_TYPE, appProperties: { rowsmithExport: exportId } },
  });
}

export async function findFileOf(
  deps: GoogleDeps,
  caller: Caller,
  exportId: string,
): Promise<DriveFile | undefined> {
  const { files } = await callGoogle<{ files: DriveFile[] }>(deps, caller, {
    ...{ api: "drive", method: "GET", path: FILES, repeatable: true },
    query: {
      q: `appProperties has { key='rowsmithExport' and value='${exportId}' } and trashed = false`,
      fields: `files(${FIELDS})`,
    },
  });
  return files[0];
}

/** Into the bin, where the person finds it again for 30 days. */
export async function trashFile(deps: GoogleDeps, caller: Caller, id: string): Promise<void> {
  await callGoogle(deps, caller, {
    ...{ api: "drive", method: "PATCH", path: `${FILES}/${encodeURIComponent(id)}` },
    ...{ query: { fields: "id" }, body: { trashed: true }, repeatable: true },
  });
}
