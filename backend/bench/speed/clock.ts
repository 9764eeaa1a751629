/** Milliseconds of the day's clock, to the microsecond: comparable between the processes of one machine. */
export function timeNow(): number {
  return Math.round((performance.timeOrigin + performance.now()) * 1_000) / 1_000;
}
