import { Hono } from "hono";
import * as z from "zod";
import type { Files } from "./files.ts";
import { addSheet, Refusal, type Workbook } from "./workbook.ts";

const MIME_TYPE = "application/vnd.google-apps.spreadsheet";

const NewFile = z.strictObject({
  name: z.string(),
  mimeType: z.literal(MIME_TYPE),
  appProperties: z.record(z.string().max(124), z.string().max(124)).optional(),
});
const Change = z.strictObject({ name: z.string().optional(), trashed: z.boolean().optional() });

/** `files` of Drive v3: what the backend uses of it. */
export function driveRoutes(files: Files): Hono {
  const app = new Hono();

  app.get("/drive/v3/files", (context) => {
    const { q = "", pageSize = "100", pageToken = "0" } = context.req.query();
    const property = /appProperties has \{ key='([\w-]+)' and value='([\w-]+)' \}/.exec(q);
    const found = files
      .list(context)
      .filter(({ appProperties }) => !property || appProperties[property[1] ?? ""] === property[2]);
    const end = Number(pageToken) + Number(pageSize);
    const page = found.slice(Number(pageToken), end).map(presentFile);
    return context.json({ files: page, ...(end < found.length ? { nextPageToken: String(end) } : {}) });
  });

  app.post("/drive/v3/files", async (context) => {
    const { name, appProperties = {} } = NewFile.parse(await context.req.json());
    const workbook = files.make(context, name);
    workbook.appProperties = appProperties;
    addSheet(workbook, {});
    return context.json(presentFile(workbook));
  });

  app.patch("/drive/v3/files/:id", async (context) => {
    const { name, trashed } = Change.parse(await context.req.json());
    const workbook = files.write(context, context.req.param("id"));
    if (workbook.trashed && trashed !== false) throw new Refusal("File not found.", 404);
    workbook.title = name ?? workbook.title;
    workbook.trashed = trashed ?? workbook.trashed;
    return context.json(presentFile(workbook));
  });
  return app;
}

function presentFile({ id, title, modifiedAt }: Workbook) {
  return {
    ...{ kind: "drive#file", mimeType: MIME_TYPE, id, name: title, modifiedTime: modifiedAt.toISOString() },
    webViewLink: `https://docs.google.com/spreadsheets/d/${id}/edit`,
  };
}
