import { createOfflineEngine } from "../extraction/offline/engine.ts";
import { runJobs } from "../features/jobs/run/start.ts";
import { deliverWebhooks } from "../features/jobs/webhook/deliver.ts";
import { createTestApp, type TestApp } from "./app.ts";
import { shoutBack } from "./jobs.ts";
import { type Script, scriptedEngine } from "./scripted-engine.ts";

export interface JobsApp {
  app: TestApp;
  model: ReturnType<typeof scriptedEngine>;
  /** What the model answers from now on; its requests so far are forgotten. */
  follow(script: Script): void;
}

/** An app that works on jobs and tells their webhooks. Close the app in `afterAll`. */
export async function openJobsApp(environment: Record<string, string> = {}): Promise<JobsApp> {
  let script: Script = shoutBack;
  const model = scriptedEngine((request, signal) => script(request, signal), "openai");
  const engines = { default: model, offline: createOfflineEngine(), openai: model };
  const limits = { MAX_JOB_ROWS: "300", JOBS_AT_ONCE: "3", OPENAI_PRICES: "1,1,10" };
  const app = await createTestApp({ overrides: { engines }, environment: { ...limits, ...environment } });
  app.deps.lifetime.track(runJobs(app.deps));
  app.deps.lifetime.track(deliverWebhooks(app.deps));
  return {
    app,
    model,
    follow(next) {
      script = next;
      model.requests.length = 0;
    },
  };
}
