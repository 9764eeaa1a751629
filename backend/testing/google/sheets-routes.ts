import { type Context, Hono } from "hono";
import type * as z from "zod";
import { applyBatch } from "./batch.ts";
import type { Files } from "./files.ts";
import { BatchUpdate, CreateSpreadsheet, NoMembers, ValueRange } from "./schema.ts";
import { appendValues, clearValues, readValues, withGridData, writeValues } from "./values.ts";
import { addSheet, presentWorkbook, Refusal } from "./workbook.ts";

/** `spreadsheets` of Sheets v4: what the backend uses of it. */
export function sheetsRoutes(files: Files): Hono {
  const app = new Hono();

  app.post("/v4/spreadsheets", async (context) => {
    const { properties, sheets = [{ properties: {} }] } = await bodyOf(context, CreateSpreadsheet);
    const workbook = files.make(context, properties.title ?? "Untitled spreadsheet");
    Object.assign(workbook, properties);
    for (const sheet of sheets) addSheet(workbook, sheet.properties);
    return context.json(presentWorkbook(workbook));
  });

  app.get("/v4/spreadsheets/:id", (context) =>
    context.json(presentWorkbook(files.read(context, context.req.param("id")))),
  );

  app.post("/v4/spreadsheets/:id{[^/]+:batchUpdate}", async (context) => {
    const id = context.req.param("id").replace(/:batchUpdate$/, "");
    const { requests, includeSpreadsheetInResponse, ...shown } = await bodyOf(context, BatchUpdate);
    const workbook = files.write(context, id);
    for (const range of shown.responseRanges ?? []) readValues(workbook, range);
    const replies = applyBatch(workbook, requests, files.now());
    if (!includeSpreadsheetInResponse) return context.json({ spreadsheetId: id, replies });
    const updatedSpreadsheet = shown.responseIncludeGridData
      ? withGridData(workbook, shown.responseRanges ?? [])
      : presentWorkbook(workbook);
    return context.json({ spreadsheetId: id, replies, updatedSpreadsheet });
  });

  app.get("/v4/spreadsheets/:id/values/:range", (context) =>
    context.json(readValues(files.read(context, context.req.param("id")), context.req.param("range"))),
  );

  app.put("/v4/spreadsheets/:id/values/:range", async (context) => {
    requireRaw(context);
    const { values } = await bodyOf(context, ValueRange);
    const workbook = files.write(context, context.req.param("id"));
    return context.json(writeValues(workbook, context.req.param("range"), values, files.now()));
  });

  app.post("/v4/spreadsheets/:id/values/:call", async (context) => {
    const [, range = "", verb] = /^(.*):(append|clear)$/.exec(context.req.param("call")) ?? [];
    const workbook = files.write(context, context.req.param("id"));
    if (verb === "clear") {
      await bodyOf(context, NoMembers);
      return context.json(clearValues(workbook, range, files.now()));
    }
    if (verb !== "append") throw new Refusal("Not found", 404);
    requireRaw(context);
    const { values } = await bodyOf(context, ValueRange);
    return context.json(appendValues(workbook, range, values, files.now()));
  });
  return app;
}

function requireRaw(context: Context): void {
  if (context.req.query("valueInputOption") !== "RAW") throw new Refusal("'valueInputOption' is required");
}

async function bodyOf<Schema extends z.ZodType>(context: Context, schema: Schema): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(await context.req.json());
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal(`Invalid JSON payload received. ${issue?.path.join(".")}: ${issue?.message}`);
}
