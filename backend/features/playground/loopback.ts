import type { MiddlewareHandler } from "hono";

/** The name in a `Host` header, without its port and an IPv6 address's brackets. Null where there is none. */
export function hostName(host: string | undefined): string | null {
  if (!host || !URL.canParse(`http://${host}`)) return null;
  return new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, "");
}

export function isLoopback(name: string): boolean {
  return (
    name === "localhost" || name.endsWith(".localhost") || name === "::1" || /^127(\.\d+){3}$/.test(name)
  );
}

/** Refuses a request that was not addressed to this machine by name: a rebound DNS name reaches nothing here. */
export const onlyLoopback: MiddlewareHandler = async (context, next) => {
  const name = hostName(context.req.header("host"));
  if (name !== null && isLoopback(name)) return next();
  return context.text("The playground answers this machine only.", 403);
};

/** The address of another port on the name that the request came by: a page keeps one name for all of them. */
export function originAt(host: string | undefined, port: number): string {
  const name = hostName(host) ?? "127.0.0.1";
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
