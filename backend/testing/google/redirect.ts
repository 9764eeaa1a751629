/**
 * Loaded before a backend that runs as a process of its own: what it asks of Google's Sheets and Drive goes to the
 * stand-in whose address the environment names.
 */
const google = /^https:\/\/(?:sheets|www)\.googleapis\.com(?=\/)/;
const standIn = process.env.GOOGLE_STAND_IN ?? "";
const { fetch } = globalThis;

globalThis.fetch = (input, init) =>
  fetch(typeof input === "string" ? input.replace(google, standIn) : input, init);
