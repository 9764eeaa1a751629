import { spawnSync } from "node:child_process";

/**
 * `npm run audit`: ends with 1 where a dependency of what runs has a known fault of high or critical weight. Where the
 * registry does not answer it says so and ends with 0: a merge must not wait for somebody else's server.
 */
interface Audit {
  vulnerabilities?: Record<string, { severity: string; via: (string | { title: string; url: string })[] }>;
}

const PATIENCE_MS = 60_000;
const grave = new Set(["high", "critical"]);

const { stdout } = spawnSync("npm", ["audit", "--json", "--omit=dev"], {
  encoding: "utf8",
  timeout: PATIENCE_MS,
});
const { vulnerabilities } = read(stdout);
if (vulnerabilities === undefined)
  console.warn("The dependencies were not audited: the registry did not answer.");
else {
  const found = Object.entries(vulnerabilities).filter(([, { severity }]) => grave.has(severity));
  for (const [name, { severity, via }] of found) {
    const faults = via.map((fault) => (typeof fault === "string" ? fault : `${fault.title} ${fault.url}`));
    console.error(`${name} (${severity}): ${faults.join("; ")}`);
  }
  console.info(`The dependencies were audited: ${found.length} of them have grave faults.`);
  if (found.length > 0) process.exitCode = 1;
}

function read(json: string | null): Audit {
  try {
    return JSON.parse(json ?? "") as Audit;
  } catch {
    return {};
  }
}
