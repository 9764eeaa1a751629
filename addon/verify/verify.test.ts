import { createContext, runInContext } from "node:vm";
import { expect, test } from "vitest";
import { buildVerify } from "../build-verify.ts";
import { installFakes } from "../playground/fakes/install.ts";
import { MemoryGrid } from "../playground/memory-grid.ts";

test("what is expected of Google's services holds over the stand-ins, and what is not known is listed", async () => {
  const grid = new MemoryGrid();
  const fakes = installFakes(grid, { email: "", files: {}, identityToken: () => null });
  const logged: string[] = [];
  const console = { log: (text: string) => logged.push(text), error: () => {} };
  const context = createContext({ ...fakes.globals, console });
  runInContext(await buildVerify(), context, { filename: "Verify.js" });
  const lines = String(runInContext("verifyRowsmith()", context)).split("\n");
  expect(logged.join("\n").split("\n")).toEqual(lines);
  expect(lines.filter((line) => line.startsWith("FAILED"))).toEqual([]);
  expect(lines.filter((line) => line.startsWith("passed")).length).toBeGreaterThanOrEqual(120);
  expect(lines.filter((line) => line.startsWith("unknown")).length).toBeGreaterThanOrEqual(15);
  expect(grid.sheets()).toMatchObject([{ name: "Sheet1" }]);
  expect(grid.extent(0).rows).toBe(0);
});
