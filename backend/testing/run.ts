import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browserNames } from "./browser-names.ts";
import { run, which } from "./commands.ts";
import { findPostgres } from "./postgres-server.ts";

const ROOT = join(import.meta.dirname, "../..");

interface Report {
  testResults: { status: string; name: string; assertionResults: { status: string }[] }[];
}

/** `npm test`: what the tests need, both builds, every suite; the last line counts all of them together. */
async function main(): Promise<number> {
  const { needed, wished } = await missingPackages();
  if (await canInstall()) {
    if (needed.length > 0) await install(needed);
    // The tests then take longer, no more.
    if (wished.length > 0)
      await install(wished).catch(() => console.log(`${wished} could not be installed.`));
  } else if (needed.length > 0) {
    console.error(
      `The tests need ${needed.join(" and ")}: install them (apt-get install ${needed.join(" ")}).`,
    );
    return 1;
  }
  for (const args of [["--backend", "https://rowsmith.example.com"], ["--playground"]]) {
    const code = await runHere([process.execPath, join(ROOT, "addon/build.ts"), ...args]);
    if (code !== 0) return code;
  }
  const folder = await mkdtemp(join(tmpdir(), "rowsmith-report-"));
  const file = join(folder, "report.json");
  const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
  const code = await runHere([
    process.execPath,
    ...[vitest, "run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`],
  ]);
  const { passed, failed } = await readFile(file, "utf8").then(count, () => ({ passed: 0, failed: 1 }));
  await rm(folder, { recursive: true, force: true });
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : code;
}

/** A file that could not be read as tests counts as one that failed. */
function count(report: string): { passed: number; failed: number } {
  const { testResults } = JSON.parse(report) as Report;
  const tests = testResults.flatMap((file) => file.assertionResults);
  const broken = testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  );
  return {
    passed: tests.filter((test) => test.status === "passed").length,
    failed: tests.filter((test) => test.status === "failed").length + broken.length,
  };
}

/** `needed` are those that no test of theirs could run without. */
async function missingPackages(): Promise<{ needed: string[]; wished: string[] }> {
  const postgres = process.env.TEST_DATABASE_URL ?? (await findPostgres());
  const [shell, ...browsers] = await Promise.all(browserNames.map((name) => which(name)));
  const lacks = shell === null ? [browserNames[0]] : [];
  const hasOther = browsers.some((browser) => browser !== null);
  return {
    needed: [...(postgres === null ? ["postgresql"] : []), ...(hasOther ? [] : lacks)],
    wished: hasOther ? lacks : [],
  };
}

async function canInstall(): Promise<boolean> {
  return process.getuid?.() === 0 && (await which("apt-get")) !== null;
}

async function install(packages: string[]): Promise<void> {
  console.log(`Installing ${packages.join(" and ")} …`);
  const env = ["env", "DEBIAN_FRONTEND=noninteractive"];
  await run([...env, "apt-get", "update", "-qq"]);
  await run([...env, "apt-get", "install", "-y", "-qq", "--no-install-recommends", ...packages]);
}

async function runHere([command = "", ...args]: string[]): Promise<number> {
  const [code] = await once(spawn(command, args, { cwd: ROOT, stdio: "inherit" }), "exit");
  return typeof code === "number" ? code : 1;
}

process.exit(await main());
