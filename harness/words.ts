/** Numbers as a person reads them, what they count, and text: the same on the terminal and on pages. */

/** Three significant digits, without needless zeros; a dash for what is not known. */
export function number(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

/** `1 seed`, `2,000 seeds`. What is counted one by one is given to the last. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** As a sentence begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** No more than `most` letters of it. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** `850 ms`, `13.4 s`, `12.3 min`, `5.2 h`: in the unit that says something. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return '–';
  if (ms < 1000) return `${number(Math.round(ms))} ms`;
  if (ms < 2 * MINUTE_MS) return `${number(ms / 1000)} s`;
  return ms < 2 * HOUR_MS ? `${number(ms / MINUTE_MS)} min` : `${number(ms / HOUR_MS)} h`;
}
