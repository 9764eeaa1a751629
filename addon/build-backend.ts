import { isIP } from "node:net";

const USAGE = "node addon/build.ts --backend https://rowsmith.example.com";

/**
 * The backend's address as it is baked into the sidebar: https, without a trailing slash. Throws an Error whose
 * message is one clear line.
 */
export function checkBackend(address: string | undefined): string {
  if (!address) throw new Error(`Say where the backend is: ${USAGE}`);
  if (!URL.canParse(address)) throw new Error(`"${address}" is not an address. Use one like: ${USAGE}`);
  const url = new URL(address);
  if (url.protocol !== "https:") {
    throw new Error(`${address} is not https. Google's pages call https only. Use one like: ${USAGE}`);
  }
  if (url.search || url.hash || url.username || url.password) {
    throw new Error(`${address} holds more than a host and a path. Use one like: ${USAGE}`);
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}

const privateRanges = [
  /^127\./,
  /^10\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^169\.254\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^0\./,
  /^::1?$/,
  /^f[cd]/i,
  /^fe[89ab]/i,
];

/** Whether a URL's host is of a private network, as far as its name says. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host)) return privateRanges.some((range) => range.test(host));
  return (
    host === "localhost" || /\.(localhost|local|internal|lan|home\.arpa)$/.test(host) || !host.includes(".")
  );
}
