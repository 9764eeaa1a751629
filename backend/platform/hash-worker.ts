import { readlinkSync } from "node:fs";
import { setPriority } from "node:os";
import { compareSync, hashSync } from "bcryptjs";
import type { HashTask } from "./hasher.ts";

export default function run(task: HashTask): string | boolean {
  return task.kind === "hash" ? hashSync(task.password, task.cost) : compareSync(task.password, task.hash);
}

/** On Linux a priority is a thread's: a crowd that signs in leaves the processor to what streams. */
function stepBack(): void {
  try {
    const thread = Number(readlinkSync("/proc/thread-self").split("/").at(-1));
    setPriority(thread, 5);
  } catch {
    // Elsewhere the threads share as they do.
  }
}
stepBack();
