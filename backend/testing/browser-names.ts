/**
 * Under which names Chromium is found, the best first. The shell has no window to draw, so that a page starts in half
 * of the time. Debian's package of the first has its name.
 */
export const browserNames = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
] as const;
