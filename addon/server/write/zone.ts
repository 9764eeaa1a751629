import { serialOf, type WallClock } from "./serial.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/** As `Utilities.formatDate(date, timeZone, pattern)`. */
export type FormatDate = (date: Date, timeZone: string, pattern: string) => string;

/**
 * The spreadsheet's clock. Google alone knows the zones, and asking it for each cell would be slow: a week that
 * begins and ends with the same offset is asked about once.
 */
export class Zone {
  private readonly timeZone: string;
  private readonly formatDate: FormatDate;
  private readonly offsets = new Map<number, number>();

  constructor(timeZone: string, formatDate: FormatDate) {
    this.timeZone = timeZone;
    this.formatDate = formatDate;
  }

  /** What the clock shows at an instant. */
  readonly wallAt = (instant: number): WallClock => {
    const week = Math.floor(instant / WEEK_MS) * WEEK_MS;
    const before = this.knownOffset(week);
    const steady = before === this.knownOffset(week + WEEK_MS);
    return instant + (steady ? before : this.offsetAt(instant));
  };

  /**
   * A Date that `getValues` gave, as the serial number that the cell holds. Where clocks are put forward at midnight
   * there is no such instant, and the Date is an hour off: of a day (`isDay`) it is that midnight all the same.
   */
  serialOfDate(date: Date, isDay: boolean): number {
    const wall = this.wallAt(date.getTime());
    const midnight = Math.round(wall / DAY_MS) * DAY_MS;
    const isSkipped = isDay && Math.abs(wall - midnight) === HOUR_MS && !this.shows(midnight);
    return serialOf(isSkipped ? midnight : wall);
  }

  /** Whether the clock ever shows that: it does not in an hour that is skipped. */
  private shows(wall: WallClock): boolean {
    return [wall - DAY_MS, wall + DAY_MS].some((near) => {
      const instant = wall - (this.wallAt(near) - near);
      return this.wallAt(instant) === wall;
    });
  }

  private knownOffset(instant: number): number {
    const known = this.offsets.get(instant);
    if (known !== undefined) return known;
    const offset = this.offsetAt(instant);
    this.offsets.set(instant, offset);
    return offset;
  }

  private offsetAt(instant: number): number {
    const text = this.formatDate(new Date(instant), this.timeZone, "yyyy-MM-dd'T'HH:mm:ss");
    const [year = 0, month = 1, day = 1, hours = 0, minutes = 0, seconds = 0] = text.split(/\D/).map(Number);
    const second = Math.floor(instant / 1_000) * 1_000;
    return Date.UTC(year, month - 1, day, hours, minutes, seconds) - second;
  }
}
