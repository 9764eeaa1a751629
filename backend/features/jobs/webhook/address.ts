import { lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { ProblemError } from "../../../platform/problem.ts";

/** A name that leads, or may lead, into the server's own network. */
export class PrivateAddress extends Error {}

type Resolve = (
  host: string,
  callback: (error: Error | null, addresses: { address: string; family: number }[]) => void,
) => void;

/** Whether an address is one of the internet's: neither this machine's, nor a private network's, nor a special one. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "unicast";
}

/**
 * The address of a webhook, as far as it shows what it is: https, without a sign-in, to a name or a public address.
 * Throws `webhook-refused`.
 */
export function requireWebhook(address: string, { allowsPrivate }: { allowsPrivate: boolean }): URL {
  const url = new URL(address);
  if (url.username !== "" || url.password !== "")
    refuse("Leave name and password out of it: requests are signed.");
  if (!["https:", "http:"].includes(url.protocol)) refuse("It has to begin with https.");
  if (allowsPrivate) return url;
  if (url.protocol !== "https:") refuse("It has to begin with https.");
  const host = hostOf(url);
  if (isIP(host) ? !isPublicAddress(host) : isLocalName(host))
    refuse("It leads into the server's own network.");
  return url;
}

/** Without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

/**
 * Looks a name up, once, and gives what was looked at to the connection: a name that leads elsewhere a moment later
 * changes nothing. Fails with `PrivateAddress` where one of its addresses is not public.
 */
export function publicLookup(resolve: Resolve = resolveAll): LookupFunction {
  return (host, options, callback) => {
    resolve(host, (error, addresses) => {
      const [first] = addresses;
      const isPublic = addresses.every(({ address }) => isPublicAddress(address));
      if (error !== null) callback(error, "", 0);
      else if (first === undefined || !isPublic) callback(new PrivateAddress("Not a public address"), "", 0);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function resolveAll(host: string, callback: Parameters<Resolve>[1]): void {
  systemLookup(host, { all: true }, (error, addresses) => callback(error, error === null ? addresses : []));
}

function isLocalName(host: string): boolean {
  return /(^|\.)(localhost|local|internal|home\.arpa)\.?$/i.test(host) || !host.includes(".");
}

function refuse(detail: string): never {
  throw new ProblemError("webhook-refused", { detail });
}
