import { expect, test } from "vitest";
import { isAllowedOrigin } from "./cors.ts";

const sidebar = "https://n-ox6slqsbvk3rrqo2jvzh3-0lu-script.googleusercontent.com";

test("a sidebar's origin may call", () => {
  expect(isAllowedOrigin(sidebar, false)).toBe(true);
});

test.each([
  "https://n-x-script.googleusercontent.com.evil",
  "https://n-x-script.googleusercontent.com.evil.example",
  "https://evil.example/https://n-x-script.googleusercontent.com",
  "https://evil-n-x-script.googleusercontent.com",
  "http://n-x-script.googleusercontent.com",
  "https://n-x-script.googleusercontent.com:8443",
  "https://n-x-scriptXgoogleusercontent.com",
  "https://n-x.evil-script.googleusercontent.com",
  "https://n-x-script.googleusercontent.com\n.evil",
  "https://script.google.com",
  "http://localhost:8787",
  "null",
  "",
])("%j may not", (origin) => {
  expect(isAllowedOrigin(origin, false)).toBe(false);
});

test.each(["http://localhost:3000", "http://127.0.0.1:8787", "http://[::1]:9", "http://sheet.localhost:1"])(
  "in the playground %s may call",
  (origin) => {
    expect(isAllowedOrigin(origin, true)).toBe(true);
  },
);

test.each(["http://localhost.evil.example", "http://127.0.0.1.evil.example", "http://evil.example", "null"])(
  "in the playground %s may not",
  (origin) => {
    expect(isAllowedOrigin(origin, true)).toBe(false);
  },
);
