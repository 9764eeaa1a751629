import { compareSync, hashSync } from "bcryptjs";
import type { HashTask } from "./hasher.ts";

export default function run(task: HashTask): string | boolean {
  return task.kind === "hash" ? hashSync(task.password, task.cost) : compareSync(task.password, task.hash);
}
