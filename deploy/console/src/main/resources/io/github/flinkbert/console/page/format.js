// Numbers and times for people.

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const exactTenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

export const count = (n) => whole.format(n);
export const rate = (n) => (n < 100 ? tenths : whole).format(n);
export const time = (millis) => clock.format(millis);

/** A share from 0 to 1. */
export const percent = (share) => `${whole.format(100 * share)} %`;
export const finePercent = (share) => `${exactTenths.format(100 * share)} %`;

/** [number, unit]. */
export function duration(millis) {
  if (millis < 1000) return [whole.format(millis), 'ms'];
  if (millis < 60_000) return [tenths.format(millis / 1000), 's'];
  if (millis < 3_600_000) return [tenths.format(millis / 60_000), 'min'];
  return [tenths.format(millis / 3_600_000), 'h'];
}

export const shortDigest = (digest) => digest.slice(0, 8);
