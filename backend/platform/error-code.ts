/** What the system or a library calls an error: "ENOENT". Undefined where it calls it nothing. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
