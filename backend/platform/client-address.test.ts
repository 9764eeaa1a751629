import { expect, test } from "vitest";
import { clientAddress, isProxyEntry, matcher } from "./client-address.ts";

const from = (peer: string | null, forwardedFor?: string, ...trusted: string[]) =>
  clientAddress(peer, forwardedFor, trusted.map(matcher));

test("without a trusted proxy the connection's address counts, whatever a header says", () => {
  expect(from("203.0.113.7", "198.51.100.1")).toBe("203.0.113.7");
  expect(from("203.0.113.7", "198.51.100.1", "10.0.0.0/8")).toBe("203.0.113.7");
  expect(from("::ffff:203.0.113.7")).toBe("203.0.113.7");
});

test.each([
  ["private", "172.18.0.2"],
  ["private", "fd12::2"],
  ["loopback", "::1"],
  ["192.0.2.0/24", "::ffff:192.0.2.9"],
  ["192.0.2.9", "192.0.2.9"],
])("a proxy that %s covers is believed", (trusted, proxy) => {
  expect(from(proxy, "203.0.113.7", trusted)).toBe("203.0.113.7");
});

test("what a client wrote in front of its proxy's word is not believed", () => {
  expect(from("10.0.0.1", "1.1.1.1, 203.0.113.7", "private")).toBe("203.0.113.7");
  expect(from("10.0.0.1", "1.1.1.1, 203.0.113.7, 10.0.0.2", "private")).toBe("203.0.113.7");
  expect(from("10.0.0.1", "203.0.113.7, no address", "private")).toBe("10.0.0.1");
  expect(from("10.0.0.1", undefined, "private")).toBe("10.0.0.1");
});

test("an IPv6 network of 64 bits is one client", () => {
  expect(from("2001:db8:1:2:3:4:5:6")).toBe(from("2001:db8:1:2::9"));
  expect(from("2001:db8:1:2::9")).not.toBe(from("2001:db8:1:3::9"));
});

test("nobody is known without a connection", () => {
  expect(from(null, "203.0.113.7", "private")).toBe("unknown");
});

test("an entry is a name, an address or a block", () => {
  expect(["loopback", "private", "10.0.0.1", "10.0.0.0/8", "fd00::/8"].every(isProxyEntry)).toBe(true);
  expect(["proxy.example.com", "10.0.0.0/99", "", "toString"].some(isProxyEntry)).toBe(false);
});
