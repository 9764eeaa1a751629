import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** `npm start`: the playground is built while the backend opens its database; both take seconds the first time. */
async function main(): Promise<number> {
  const addon = import.meta.dirname;
  const build = spawn(process.execPath, [join(addon, "build.ts"), "--playground"], { stdio: "inherit" });
  const backend = spawn(process.execPath, [join(addon, "../backend/server.ts")], {
    env: { ...process.env, PLAYGROUND: "on" },
    stdio: ["inherit", "pipe", "inherit"],
  });
  const [built, served] = [exitOf(build), exitOf(backend)];
  let isStopping = false;
  // Ctrl+C reaches the backend as well: it drains, and this process ends after it.
  process.on("SIGINT", () => {
    isStopping = true;
  });
  process.on("SIGTERM", () => {
    isStopping = true;
    backend.kill("SIGTERM");
  });

  const isBuilt = await Promise.race([built.then((code) => code === 0), served.then(() => false)]);
  if (!isBuilt) {
    build.kill();
    if (!isStopping) backend.kill("SIGTERM");
    return (await built) || (await served) || 1;
  }
  // Its address is told once there is something to see.
  backend.stdout.pipe(process.stdout);
  return served;
}

async function exitOf(child: ChildProcess): Promise<number> {
  const [code] = await once(child, "exit");
  return typeof code === "number" ? code : 1;
}

process.exit(await main());
