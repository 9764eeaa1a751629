import type { MiddlewareHandler } from "hono";
import ipaddr from "ipaddr.js";
import type { AppEnv } from "./router.ts";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Names for the addresses of this machine, and of networks that the internet does not reach. */
const named: Record<string, readonly string[]> = {
  loopback: ["loopback"],
  private: ["loopback", "private", "uniqueLocal", "linkLocal"],
};

/** Whether a `TRUSTED_PROXIES` entry can be used: `loopback`, `private`, an address, or a CIDR block. */
export function isProxyEntry(entry: string): boolean {
  return Object.hasOwn(named, entry) || ipaddr.isValid(entry) || ipaddr.isValidCIDR(entry);
}

/** Notes who asks, for limits by address: `context.var.clientAddress`. */
export function knowClient(trustedProxies: readonly string[]): MiddlewareHandler<AppEnv> {
  const trust = trustedProxies.map(matcher);
  return async (context, next) => {
    const peer = peerOf(context.env);
    context.set("clientAddress", clientAddress(peer, context.req.header("x-forwarded-for"), trust));
    await next();
  };
}

/**
 * The address that a request came from: the connection's, or, as long as that is a trusted proxy's, the one that
 * the proxy names. An IPv6 network of 64 bits is one client. `unknown` where there is no connection.
 */
export function clientAddress(
  peer: string | null,
  forwardedFor: string | undefined,
  trust: readonly ((address: Address) => boolean)[],
): string {
  if (peer === null || !ipaddr.isValid(peer)) return "unknown";
  let client = ipaddr.process(peer);
  const hops = (forwardedFor ?? "").split(",").map((hop) => hop.trim());
  while (hops.length > 0 && trust.some((trusts) => trusts(client))) {
    const hop = hops.pop() ?? "";
    if (!ipaddr.isValid(hop)) break;
    client = ipaddr.process(hop);
  }
  return client instanceof ipaddr.IPv6 ? `${networkOf(client)}/64` : client.toString();
}

export function matcher(entry: string): (address: Address) => boolean {
  const ranges = named[entry];
  if (ranges !== undefined) return (address) => ranges.includes(address.range());
  const [network, bits] = ipaddr.isValidCIDR(entry)
    ? ipaddr.parseCIDR(entry)
    : [ipaddr.process(entry), ipaddr.process(entry) instanceof ipaddr.IPv4 ? 32 : 128];
  return (address) => address.kind() === network.kind() && address.match(network, bits);
}

function networkOf(address: ipaddr.IPv6): string {
  return new ipaddr.IPv6([...address.parts.slice(0, 4), 0, 0, 0, 0]).toString();
}

/** Node's request, which the server hands along; an app that is called without one knows nobody. */
function peerOf(env: unknown): string | null {
  const { incoming } = (env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress ?? null;
}
