import { expect, test } from "vitest";
import { isLoopbackHost } from "./loopback.ts";

test.each([
  "localhost",
  "localhost:8787",
  "127.0.0.1:80",
  "127.8.9.1",
  "[::1]:8787",
  "app.localhost",
  "2130706433",
])("%s is this machine", (host) => {
  expect(isLoopbackHost(host)).toBe(true);
});

test.each([
  "evil.example",
  "localhost.evil.example",
  "127.0.0.1.evil.example",
  "192.168.0.1",
  "0.0.0.0",
  "[::]",
  "",
])("%j is not", (host) => {
  expect(isLoopbackHost(host)).toBe(false);
});
