import { defineConfig } from "vitest/config";

const database = "**/*.db.test.ts";
const process = "**/*.process.test.ts";
const browser = "addon/e2e/**/*.test.ts";
const slow = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    exclude: ["**/node_modules/**", "**/dist/**"],
    projects: [
      {
        test: {
          name: "unit",
          include: ["backend/**/*.test.ts", "addon/**/*.test.{ts,tsx}"],
          exclude: ["**/node_modules/**", "**/dist/**", database, process, browser],
          sequence: { groupOrder: 0 },
          // A megabyte of broken input takes seconds where other suites share the cores.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "postgres",
          include: [database],
          globalSetup: "backend/testing/postgres-template.ts",
          sequence: { groupOrder: 1 },
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
          fileParallelism: false,
          sequence: { groupOrder: 3 },
          ...slow,
          // A walk through every screen, each looked over by axe.
          testTimeout: 180_000,
        },
      },
    ],
  },
});
