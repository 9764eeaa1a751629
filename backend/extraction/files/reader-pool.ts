import { Piscina } from "piscina";
import { EngineError } from "../engine.ts";
import { FileError, type FileLimits, type FileText } from "./file-text.ts";
import type { Upload } from "./read-file.ts";
import type { ReadOutcome, ReadTask } from "./reader-worker.ts";

export interface FileReader {
  /** A file's text. Throws an `EngineError` that says why there is none; aborting the signal ends the reading. */
  read(upload: Upload, signal: AbortSignal): Promise<FileText>;
  close(): Promise<void>;
}

/** As the config names them. */
export interface ReaderLimits {
  maxSourceBytes: number;
  maxFilePages: number;
  maxFileInflatedBytes: number;
  fileTimeoutMs: number;
  fileMemoryMb: number;
}

/** The bounds of one file's text, as the config names them. */
export function boundsOf(limits: ReaderLimits): FileLimits {
  return {
    maxTextBytes: limits.maxSourceBytes,
    maxPages: limits.maxFilePages,
    maxInflatedBytes: limits.maxFileInflatedBytes,
  };
}

const MAX_WAITING = 50;

/** Reads files in workers, `size` at a time, within bounds of time and memory. */
export function createFileReader(limits: ReaderLimits, size: number): FileReader {
  const pool = new Piscina<ReadTask, ReadOutcome>({
    filename: new URL("./reader-worker.ts", import.meta.url).href,
    minThreads: 0,
    maxThreads: size,
    idleTimeout: 30_000,
    resourceLimits: { maxOldGenerationSizeMb: limits.fileMemoryMb },
    execArgv: [],
  });
  return {
    async read(upload, signal) {
      if (pool.queueSize >= MAX_WAITING) throw new EngineError("unavailable", { retryable: true });
      const task = { upload, limits: boundsOf(limits) };
      const late = AbortSignal.timeout(limits.fileTimeoutMs);
      const outcome = await pool.run(task, { signal: AbortSignal.any([signal, late]) }).catch((error) => {
        if (late.aborted && !signal.aborted) throw new FileError("file-timeout");
        if (isOutOfMemory(error)) throw new FileError("file-inflates", undefined, error);
        throw error;
      });
      if ("file" in outcome) return outcome.file;
      throw new FileError(outcome.code, outcome.detail);
    },
    close: () => pool.close({ force: true }),
  };
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}
