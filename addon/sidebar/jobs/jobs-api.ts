import type {
  CreateJobInput,
  EstimateJobRequest,
  Job,
  JobCap,
  JobEstimate,
  JobItem,
} from "../../../backend/contract/jobs.ts";
import type { Page } from "../../../backend/contract/paging.ts";
import { createRequests } from "../part-requests.ts";
import type { Session } from "../session.ts";

export type EstimateInput = Omit<EstimateJobRequest, "fresh">;

export interface JobsApi {
  estimate(body: EstimateInput): Promise<JobEstimate>;
  /** The same key makes one job, however often it is sent. */
  create(body: CreateJobInput, key: string): Promise<Job>;
  /** Those of a spreadsheet, the newest first. */
  list(spreadsheetId: string): Promise<Job[]>;
  read(id: string): Promise<Job>;
  /** All of a status, page by page. */
  items(id: string, status: JobItem["status"]): AsyncGenerator<JobItem[]>;
  stop(id: string): Promise<Job>;
  resume(id: string, cap?: JobCap): Promise<Job>;
  /** What failed, or what is named. */
  retry(id: string, positions?: number[]): Promise<Job>;
  remove(id: string): Promise<void>;
}

/** The backend's routes of jobs. Every call rejects with a `Failure`. */
export function createJobsApi(send: Session["send"]): JobsApi {
  const { get, write, post } = createRequests(send);
  return {
    estimate: (body) => post("/jobs/estimate", body),
    create: (body, key) => post("/jobs", body, key),
    async list(spreadsheetId) {
      const query = new URLSearchParams({ spreadsheetId, limit: "20" });
      return (await get<Page<Job>>(`/jobs?${query}`)).items;
    },
    read: (id) => get(`/jobs/${id}`),
    async *items(id, status) {
      for (let cursor: string | null = ""; cursor !== null; ) {
        const query = new URLSearchParams({ status, limit: "1000", ...(cursor ? { cursor } : {}) });
        const page: Page<JobItem> = await get(`/jobs/${id}/items?${query}`);
        yield page.items;
        cursor = page.nextCursor;
      }
    },
    stop: (id) => post(`/jobs/${id}/stop`, {}),
    resume: (id, cap) => post(`/jobs/${id}/resume`, cap ? { cap } : {}),
    retry: (id, positions) => post(`/jobs/${id}/retry`, positions ? { positions, fresh: true } : {}),
    async remove(id) {
      await write(`/jobs/${id}`, {}, "DELETE");
    },
  };
}
