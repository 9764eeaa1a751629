import type { SignUpPolicy } from "../../environment.ts";
import { ProblemError } from "../../platform/problem.ts";

/** Throws `sign-up-closed`, with whom to ask, when the policy does not cover a new account's email. */
export function checkSignUp(policy: SignUpPolicy, email: string, adminContact: string | null): void {
  if (covers(policy, email.toLowerCase())) return;
  const admin = adminContact ?? "its administrator";
  throw new ProblemError("sign-up-closed", {
    detail: `This Rowsmith server is private. Ask ${admin} to add ${email}.`,
  });
}

function covers(policy: SignUpPolicy, email: string): boolean {
  if (policy.policy !== "listed") return policy.policy === "open";
  const domain = email.slice(email.lastIndexOf("@") + 1);
  return policy.emails.includes(email) || policy.domains.includes(domain);
}
