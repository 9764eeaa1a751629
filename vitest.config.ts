import { defineConfig } from "vitest/config";

const database = "**/*.db.test.ts";
const process = "**/*.process.test.ts";
const browser = "addon/e2e/**/*.test.ts";
const elsewhere = ["**/node_modules/**", "**/dist/**"];
// A megabyte of broken input takes seconds where other suites share the cores.
const unit = { testTimeout: 30_000 };
// Nothing there leaves a trace in its process, and loading every file anew takes half of the time.
const inOneProcess = { isolate: false };
const slow = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    exclude: elsewhere,
    // Vitest leaves one core free, which is half of a small machine.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "backend",
          include: ["backend/**/*.test.ts"],
          exclude: [...elsewhere, database, process],
          sequence: { groupOrder: 0 },
          ...inOneProcess,
          ...unit,
        },
      },
      {
        test: {
          name: "addon",
          include: ["addon/**/*.test.{ts,tsx}"],
          exclude: [...elsewhere, browser],
          sequence: { groupOrder: 0 },
          ...inOneProcess,
          ...unit,
        },
      },
      {
        test: {
          name: "postgres",
          include: [database],
          globalSetup: "backend/testing/postgres-template.ts",
          sequence: { groupOrder: 1 },
          ...inOneProcess,
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: "embedded",
          include: [database],
          globalSetup: "backend/testing/embedded-template.ts",
          sequence: { groupOrder: 1 },
          ...inOneProcess,
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: "process",
          include: [process],
          globalSetup: ["backend/testing/postgres-template.ts", "backend/testing/embedded-template.ts"],
          sequence: { groupOrder: 2 },
          ...slow,
        },
      },
      {
        test: {
          name: "e2e",
          include: [browser],
          // A browser leaves some of a small machine's two cores free: two of them take less time together than in a row.
          maxWorkers: 2,
          // The browser and its page outlive a file.
          isolate: false,
          sequence: { groupOrder: 3 },
          ...slow,
          // A walk through every screen, each looked over by axe.
          testTimeout: 180_000,
        },
      },
    ],
  },
});
