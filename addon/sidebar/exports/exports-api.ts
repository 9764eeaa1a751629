import type {
  CreateExportScheduleRequest,
  ExportSchedule,
} from "../../../backend/contract/export-schedules.ts";
import type { CreateExportRequest, Export } from "../../../backend/contract/exports.ts";
import type { GoogleConnection, GoogleConsent } from "../../../backend/contract/google.ts";
import type { Page } from "../../../backend/contract/paging.ts";
import type { Spreadsheet, SpreadsheetPage } from "../../../backend/contract/spreadsheets.ts";
import { createRequests } from "../part-requests.ts";
import type { Session } from "../session.ts";

export type ExportInput = Omit<CreateExportRequest, "notes">;
export type ScheduleInput = Omit<CreateExportScheduleRequest, "notes">;

export interface ExportsApi {
  connection(): Promise<GoogleConnection>;
  /** Google's page, good once. */
  connect(): Promise<GoogleConsent>;
  spreadsheets(): Promise<SpreadsheetPage["items"]>;
  spreadsheet(id: string): Promise<Spreadsheet>;
  /** The same key makes one export, however often it is sent. */
  create(body: ExportInput, key: string): Promise<Export>;
  read(id: string): Promise<Export>;
  /** Of a table: the newest one. */
  latest(tableId: string): Promise<Export | null>;
  stop(id: string): Promise<Export>;
  resume(id: string): Promise<Export>;
  schedules(tableId: string): Promise<ExportSchedule[]>;
  schedule(body: ScheduleInput): Promise<ExportSchedule>;
  unschedule(id: string): Promise<void>;
}

/** The backend's routes of Google and of exports. Every call rejects with a `Failure`. */
export function createExportsApi(send: Session["send"]): ExportsApi {
  const { get, write, post } = createRequests(send);
  return {
    connection: () => get("/google/connection"),
    connect: () => post("/google/connect"),
    spreadsheets: async () => (await get<SpreadsheetPage>("/google/spreadsheets?limit=100")).items,
    spreadsheet: (id) => get(`/google/spreadsheets/${id}`),
    create: (body, key) => post("/exports", body, key),
    read: (id) => get(`/exports/${id}`),
    latest: async (tableId) =>
      (await get<Page<Export>>(`/exports?tableId=${tableId}&limit=1`)).items[0] ?? null,
    stop: (id) => post(`/exports/${id}/stop`),
    resume: (id) => post(`/exports/${id}/resume`),
    schedules: async (tableId) =>
      (await get<Page<ExportSchedule>>(`/exports/schedules?tableId=${tableId}&limit=100`)).items,
    schedule: (body) => post("/exports/schedules", body),
    async unschedule(id) {
      await write(`/exports/schedules/${id}`, {}, "DELETE");
    },
  };
}
