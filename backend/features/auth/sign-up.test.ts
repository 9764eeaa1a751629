import { expect, test } from "vitest";
import type { SignUpPolicy } from "../../environment.ts";
import { checkSignUp } from "./sign-up.ts";

const listed: SignUpPolicy = { policy: "listed", emails: ["ann@example.org"], domains: ["example.com"] };
const allows = (policy: SignUpPolicy, email: string) => () => checkSignUp(policy, email, null);

test.each(["ann@example.org", "Ann@Example.ORG", "bob@example.com", "BOB@EXAMPLE.COM"])(
  "the list covers %s",
  (email) => {
    expect(allows(listed, email)).not.toThrow();
  },
);

test.each(["bob@example.org", "ann@sub.example.com", "ann@evilexample.com", "example.com@evil.example"])(
  "the list does not cover %s",
  (email) => {
    expect(allows(listed, email)).toThrow(expect.objectContaining({ code: "sign-up-closed" }));
  },
);

test("open covers everybody, closed nobody", () => {
  expect(allows({ policy: "open" }, "ann@example.org")).not.toThrow();
  expect(allows({ policy: "closed" }, "ann@example.org")).toThrow();
});

test("the refusal says whom to ask", () => {
  expect(() => checkSignUp({ policy: "closed" }, "ann@example.org", "it@example.org")).toThrow(
    "This Rowsmith server is private. Ask it@example.org to add ann@example.org.",
  );
});
