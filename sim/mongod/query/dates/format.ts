/** Dates as text: `$dateToString`, `$dateFromString` and conversions. */
import { fail } from '../../errors.ts';
import { isoLocalTime, localTime, type Parts, partsOf } from './calendar.ts';
import { momentOf, type Zone, zoneOf } from './zone.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function padded(n: number, width: number): string {
  if (n < 0 || n > 9999)
    fail(
      18537,
      `Could not convert date to string: date component was outside the supported range of 0-9999: ${n}`,
    );
  return String(n).padStart(width, '0');
}

const WRITTEN: Record<string, (parts: Parts, offset: number) => string> = {
  Y: (p) => padded(p.year, 4),
  G: (p) => padded(p.isoWeekYear, 4),
  m: (p) => padded(p.month, 2),
  b: (p) => MONTHS[p.month - 1]!.slice(0, 3),
  B: (p) => MONTHS[p.month - 1]!,
  d: (p) => padded(p.day, 2),
  H: (p) => padded(p.hour, 2),
  M: (p) => padded(p.minute, 2),
  S: (p) => padded(p.second, 2),
  L: (p) => padded(p.millisecond, 3),
  j: (p) => padded(p.dayOfYear, 3),
  w: (p) => String(p.dayOfWeek),
  u: (p) => String(p.isoDayOfWeek),
  U: (p) => padded(p.week, 2),
  V: (p) => padded(p.isoWeek, 2),
  z: (_, offset) => {
    const minutes = Math.abs(Math.trunc(offset / 60_000));
    return `${offset < 0 ? '-' : '+'}${padded(Math.trunc(minutes / 60), 2)}${padded(minutes % 60, 2)}`;
  },
  Z: (_, offset) => String(Math.trunc(offset / 60_000)),
};

/** What each specifier reads. */
const READ: Record<string, string> = {
  Y: '\\d{4}',
  G: '\\d{4}',
  m: '\\d{1,2}',
  b: MONTHS.map((name) => name.slice(0, 3)).join('|'),
  B: MONTHS.join('|'),
  d: '\\d{1,2}',
  H: '\\d{1,2}',
  M: '\\d{2}',
  S: '\\d{2}',
  L: '\\d{1,3}',
  j: '\\d{1,3}',
  u: '[1-7]',
  V: '\\d{1,2}',
  z: '[+-]\\d\\d:?(?:\\d\\d)?|Z',
  Z: '[+-]\\d{1,4}',
};

/** The format in pieces: a specifier, or text that stands for itself. Throws 18535 and 18536. */
function piecesOf(format: string, specifiers: Record<string, unknown>): { spec?: string; text?: string }[] {
  const pieces: { spec?: string; text?: string }[] = [];
  for (let i = 0; i < format.length; i++) {
    const c = format[i]!;
    if (c !== '%') {
      pieces.push({ text: c });
      continue;
    }
    const spec = format[++i];
    if (spec === undefined) fail(18535, "Unmatched '%' at end of format string");
    if (spec === '%') pieces.push({ text: '%' });
    else if (Object.hasOwn(specifiers, spec!)) pieces.push({ spec: spec! });
    else fail(18536, `Invalid format character '%${spec}' in format string`);
  }
  return pieces;
}

export function formatDate(ms: number, zone: Zone, format: string): string {
  const pieces = piecesOf(format, WRITTEN);
  const parts = partsOf(ms, zone);
  const offset = zone.offset(ms);
  return pieces.map(({ spec, text }) => (spec ? WRITTEN[spec]!(parts, offset) : text!)).join('');
}

function unreadable(text: string, why = ''): never {
  return fail(241, `Error parsing date string '${text}'${why && `; ${why}`}`);
}

/** Where the text names a zone, it is that; then no other may be asked for. */
function moment(text: string, local: number, zone: Zone, offset: string | undefined): number {
  if (offset === undefined) return momentOf(local, zone);
  if (!zone.isUtc)
    fail(
      241,
      'you cannot pass in a date/time string with time zone information together with a timezone argument',
    );
  if (/^(z|utc|gmt)$/i.test(offset)) return local;
  if (!/^[+-]/.test(offset))
    unreadable(text, 'passing a time zone identifier as part of the string is not allowed');
  const [, sign, hours, minutes] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(offset) ?? unreadable(text);
  return momentOf(local, zoneOf(`${sign}${hours!.padStart(2, '0')}${minutes ?? '00'}`));
}

/** Reads a date by its format. Throws ConversionFailure. */
export function parseByFormat(text: string, zone: Zone, format: string): number {
  const pieces = piecesOf(format, READ);
  const quote = (c: string): string => c.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  const pattern = pieces.map(({ spec, text: c }) => (spec ? `(${READ[spec]})` : quote(c!))).join('');
  const m = new RegExp(`^${pattern}$`, 'i').exec(text);
  if (!m) return unreadable(text);
  const found: Record<string, string> = {};
  pieces
    .filter((p) => p.spec)
    .forEach(({ spec }, i) => {
      found[spec!] = m[i + 1]!;
    });
  const n = (spec: string, fallback: number): number =>
    found[spec] === undefined ? fallback : Number(found[spec]);
  const monthName = (found.b ?? found.B)?.slice(0, 3).toLowerCase();
  const month = monthName
    ? MONTHS.findIndex((name) => name.slice(0, 3).toLowerCase() === monthName) + 1
    : n('m', Number.NaN);
  let day: number;
  if (found.G !== undefined) day = isoLocalTime(n('G', 0), n('V', 1), n('u', 1));
  else if (found.j !== undefined) day = localTime(n('Y', Number.NaN), 1, n('j', 1));
  else {
    if (month < 1 || month > 12 || n('d', 1) < 1 || n('d', 1) > 31) unreadable(text);
    day = localTime(n('Y', Number.NaN), month, n('d', Number.NaN));
  }
  if (Number.isNaN(day))
    fail(241, `an incomplete date/time string has been found, with elements missing: "${text}"`);
  if (n('H', 0) > 24 || n('M', 0) > 59 || n('S', 0) > 59) unreadable(text);
  const local = day + localTime(1970, 1, 1, n('H', 0), n('M', 0), n('S', 0), n('L', 0));
  if (found.Z !== undefined) return local - Number(found.Z) * 60_000;
  return moment(text, local, zone, found.z);
}

const TIME = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?`;
const OFFSET = String.raw`(?<zone>Z|UTC|GMT|[+-]\d{1,2}:?(?:\d{2})?|[A-Za-z][\w/+-]*)`;
const NAMES = MONTHS.map((name) => `${name}|${name.slice(0, 3)}`).join('|');
const WEEKDAY = '(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\\s+)?';

/** The ways to write a date without a format that are understood; the server's library knows some more. */
const FORMS = [
  String.raw`(?<year>[+-]?\d{4,})[-/](?<month>\d{1,2})(?:[-/](?<day>\d{1,2}))?`,
  String.raw`(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})`,
  String.raw`(?<month>\d{1,2})/(?<day>\d{1,2})/(?<year>\d{4})`,
  String.raw`(?<day>\d{1,2})[-.](?<month>\d{1,2})[-.](?<year>\d{4})`,
  String.raw`${WEEKDAY}(?<name>${NAMES})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})`,
  String.raw`${WEEKDAY}(?<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?<name>${NAMES})\.?,?[\s-]+(?<year>\d{4})`,
].map((date) => new RegExp(String.raw`^\s*${date}(?:(?:\s*T\s*|,?\s+)${TIME})?(?:\s*${OFFSET})?\s*$`, 'i'));

/** Reads a date that is written in one of the usual ways. Throws ConversionFailure. */
export function parseDate(text: string, zone: Zone): number {
  const unix = /^@(-?\d+)$/.exec(text);
  if (unix) return Number(unix[1]) * 1000;
  for (const form of FORMS) {
    const found = form.exec(text)?.groups;
    if (!found) continue;
    const named = found.name?.slice(0, 3).toLowerCase();
    const month = named
      ? MONTHS.findIndex((name) => name.toLowerCase().startsWith(named)) + 1
      : Number(found.month);
    const day = Number(found.day ?? 1);
    const [hour, minute, second] = [found.hour, found.minute, found.second].map((s) => Number(s ?? 0));
    if (month < 1 || month > 12 || day < 1 || day > 31) unreadable(text);
    if (hour! > 24 || minute! > 59 || second! > 59) unreadable(text);
    const ms = Math.trunc(Number(`0.${found.fraction ?? 0}`) * 1000 + 1e-6);
    const local = localTime(Number(found.year), month, day, hour, minute, second, ms);
    return moment(text, local, zone, found.zone);
  }
  return unreadable(text);
}
