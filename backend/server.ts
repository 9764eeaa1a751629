import { enableCompileCache } from "node:module";

/**
 * The backend's entry. What it loads is compiled once and kept in the system's temporary folder, so that later starts
 * take about half the time. Its child process and its workers find the cache by the variable.
 */
const { directory } = enableCompileCache();
if (directory !== undefined) process.env.NODE_COMPILE_CACHE = directory;

await import("./serve.ts");
