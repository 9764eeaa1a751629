import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { SpreadsheetId } from "../../../contract/google.ts";
import {
  AddSheetRequest,
  ChangedRange,
  ClearValuesRequest,
  CreateSpreadsheetRequest,
  RenameRequest,
  SheetValues,
  Spreadsheet,
  SpreadsheetPage,
  SpreadsheetsQuery,
  ValuesQuery,
  WriteValuesRequest,
} from "../../../contract/spreadsheets.ts";
import { bearer, jsonAnswer, jsonBody, problemAnswers } from "../../../platform/openapi.ts";

const shared = { tags: ["google"], security: bearer };
const params = z.object({ id: SpreadsheetId });
const reading = [
  ...(["unauthenticated", "invalid-request", "spreadsheet-not-found", "sheet-not-found"] as const),
  ...(["google-not-configured", "google-not-connected", "google-consent-ended", "google-key-lost"] as const),
  ...(["google-refused", "google-rate-limited", "google-unavailable", "google-timeout"] as const),
] as const;
const writing = [
  ...reading,
  ...(["spreadsheet-read-only", "spreadsheet-protected", "spreadsheet-full", "conflict"] as const),
] as const;

export const listRoute = createRoute({
  ...shared,
  method: "get",
  path: "/",
  summary: "List the spreadsheets that this server made, or that the person opened with it",
  request: { query: SpreadsheetsQuery },
  responses: { 200: jsonAnswer("A page of spreadsheets", SpreadsheetPage), ...problemAnswers(...reading) },
});

export const createSpreadsheetRoute = createRoute({
  ...shared,
  method: "post",
  path: "/",
  summary: "Make a spreadsheet",
  request: { body: jsonBody(CreateSpreadsheetRequest) },
  responses: { 201: jsonAnswer("The spreadsheet", Spreadsheet), ...problemAnswers(...writing) },
});

export const readRoute = createRoute({
  ...shared,
  method: "get",
  path: "/{id}",
  summary: "A spreadsheet and its sheets",
  request: { params },
  responses: { 200: jsonAnswer("The spreadsheet", Spreadsheet), ...problemAnswers(...reading) },
});

export const renameRoute = createRoute({
  ...shared,
  method: "patch",
  path: "/{id}",
  summary: "Rename a spreadsheet",
  request: { params, body: jsonBody(RenameRequest) },
  responses: { 200: jsonAnswer("The spreadsheet", Spreadsheet), ...problemAnswers(...writing) },
});

export const deleteRoute = createRoute({
  ...shared,
  method: "delete",
  path: "/{id}",
  summary: "Put a spreadsheet into the bin of Google Drive",
  request: { params },
  responses: { 204: { description: "In the bin" }, ...problemAnswers(...writing) },
});

export const addSheetRoute = createRoute({
  ...shared,
  method: "post",
  path: "/{id}/sheets",
  summary: "Add a sheet",
  request: { params, body: jsonBody(AddSheetRequest) },
  responses: { 201: jsonAnswer("The spreadsheet", Spreadsheet), ...problemAnswers(...writing) },
});

export const deleteSheetRoute = createRoute({
  ...shared,
  method: "delete",
  path: "/{id}/sheets/{sheetId}",
  summary: "Delete a sheet with all that it holds",
  request: { params: params.extend({ sheetId: z.coerce.number().int().min(0) }) },
  responses: { 204: { description: "Deleted" }, ...problemAnswers(...writing) },
});

export const readValuesRoute = createRoute({
  ...shared,
  method: "get",
  path: "/{id}/values",
  summary: "Read a range, as it is: nothing formatted",
  request: { params, query: ValuesQuery },
  responses: { 200: jsonAnswer("The values", SheetValues), ...problemAnswers(...reading) },
});

export const writeValuesRoute = createRoute({
  ...shared,
  method: "put",
  path: "/{id}/values",
  summary: "Write values from a range's first cell on",
  description: "As they are sent: a text is never run as a formula or read as a number.",
  request: { params, body: jsonBody(WriteValuesRequest) },
  responses: { 200: jsonAnswer("What was written", ChangedRange), ...problemAnswers(...writing) },
});

export const appendValuesRoute = createRoute({
  ...shared,
  method: "post",
  path: "/{id}/values/append",
  summary: "Append rows under what stands in a range",
  request: { params, body: jsonBody(WriteValuesRequest) },
  responses: { 200: jsonAnswer("What was written", ChangedRange), ...problemAnswers(...writing) },
});

export const clearValuesRoute = createRoute({
  ...shared,
  method: "post",
  path: "/{id}/values/clear",
  summary: "Blank a range; formats stay",
  request: { params, body: jsonBody(ClearValuesRequest) },
  responses: { 200: jsonAnswer("What was cleared", ChangedRange), ...problemAnswers(...writing) },
});
