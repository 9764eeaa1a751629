import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

const TICK_MS = 10;

/** A server in a process of its own, once it has printed its address. */
export class ServerProcess {
  readonly url: string;
  readonly #child: ChildProcess;
  /** What it wrote to standard error since the last look. */
  log: string;

  private constructor(child: ChildProcess, url: string, log: string) {
    this.#child = child;
    this.url = url;
    this.log = log;
    child.stderr?.on("data", (text: string) => {
      this.log += text;
    });
  }

  /** `script`: beside this file. */
  static async start(script: string, environment: Record<string, string>): Promise<ServerProcess> {
    const file = fileURLToPath(new URL(script, import.meta.url));
    const env = { PATH: process.env.PATH, ...environment };
    const child = spawn(process.execPath, [file], { cwd: tmpdir(), env, stdio: ["ignore", "pipe", "pipe"] });
    let log = "";
    const early = (text: string) => {
      log += text;
    };
    child.stderr.setEncoding("utf8").on("data", early);
    const [line] = await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
    child.stderr.off("data", early);
    const url = /http\S+/.exec(String(line))?.[0];
    if (url === undefined) throw new Error(`${script} did not start: ${log}`);
    child.stdout.resume();
    return new ServerProcess(child, url, log);
  }

  /** Memory that it holds now, in bytes. */
  async memory(): Promise<number> {
    const status = await readFile(`/proc/${this.#child.pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) * 1_024;
  }

  /** Processor time that it has used, in milliseconds: the same however busy the machine is. */
  async cpuTime(): Promise<number> {
    const stat = await readFile(`/proc/${this.#child.pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  }

  async stop(): Promise<void> {
    const exited = once(this.#child, "exit");
    this.#child.kill("SIGTERM");
    await exited;
  }
}
