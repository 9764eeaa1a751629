import type { Allowance, RateReport } from "../engine.ts";

/** What `x-ratelimit-*` says, as OpenAI and the servers that follow it write it. */
export function ratesOf(headers: Headers): RateReport {
  return { requests: allowanceOf(headers, "requests"), tokens: allowanceOf(headers, "tokens") };
}

/** `retry-after-ms`, else `retry-after` in seconds; null without either. */
export function retryAfterOf(headers: Headers): number | null {
  const milliseconds = numberIn(headers.get("retry-after-ms"));
  if (milliseconds !== null) return milliseconds;
  const seconds = numberIn(headers.get("retry-after"));
  return seconds === null ? null : seconds * 1_000;
}

function allowanceOf(headers: Headers, what: string): Allowance | null {
  const limit = numberIn(headers.get(`x-ratelimit-limit-${what}`));
  const remaining = numberIn(headers.get(`x-ratelimit-remaining-${what}`));
  if (limit === null || limit <= 0 || remaining === null) return null;
  return { limit, remaining, resetMs: durationIn(headers.get(`x-ratelimit-reset-${what}`)) };
}

const unitMs: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** "1s", "6m0s", "20ms", "1h2m3.5s"; a bare number is seconds. */
function durationIn(text: string | null): number | null {
  if (text === null) return null;
  const seconds = numberIn(text);
  if (seconds !== null) return seconds * 1_000;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)];
  if (parts.map(([part]) => part).join("") !== text || parts.length === 0) return null;
  return parts.reduce((sum, [, amount, unit = ""]) => sum + Number(amount) * (unitMs[unit] ?? 0), 0);
}

function numberIn(text: string | null): number | null {
  return text !== null && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null;
}
