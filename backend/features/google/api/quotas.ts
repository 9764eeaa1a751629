import type { Bucket } from "../../../platform/rate-limits.ts";

const WINDOW_SECONDS = 15;
/**
 * Google lets a project read and write 300 times a minute each, and a person 60 times. A bucket gives its quota at once
 * and as much again in each window: a fifth in a quarter of a minute comes to the whole in any minute.
 */
const PROJECT = 300 / 5;
const PERSON = 60 / 5;

/** What a call is taken from; all replicas share it. */
export function quotaBuckets(kind: "read" | "write", userId: string): Bucket[] {
  const policy = `google-${kind}`;
  return [
    { policy, subject: "project", quota: PROJECT, windowSeconds: WINDOW_SECONDS },
    { policy, subject: userId, quota: PERSON, windowSeconds: WINDOW_SECONDS },
  ];
}
