/** The last second of the year 9999: a day after it is written otherwise. */
const last = 253_402_300_799;

/**
 * The day of a build.
 * @throws RangeError if `epoch`, the value of `SOURCE_DATE_EPOCH`, is set and is no number of seconds.
 */
export function dateOf(epoch: string | undefined): string {
  if (epoch === undefined || epoch === "") return new Date().toISOString().slice(0, 10);
  if (!/^\d{1,12}$/.test(epoch) || Number(epoch) > last) {
    throw new RangeError(`SOURCE_DATE_EPOCH is no number of seconds: ${epoch}`);
  }
  return new Date(Number(epoch) * 1000).toISOString().slice(0, 10);
}
