/**
 * Counts the calls that read or change cells, rows or sheets: each is a trip to Google, so a write makes a fixed
 * number of them. Finding a range and asking a sheet's name or size are not counted.
 */
export class Calls {
  count = 0;

  readonly run = <T>(call: () => T): T => {
    this.count += 1;
    return call();
  };
}
