/** The calendar in a time zone: the parts of a moment, and adding, counting and cutting off units of time. */
import { fail } from '../../errors.ts';
import { momentOf, type Zone } from './zone.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Units that are always as long, in ms. */
const SPANS = { hour: HOUR, minute: MINUTE, second: SECOND, millisecond: 1 } as const;
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;
const DAYS = { day: 1, week: 7 } as const;

export type Unit = keyof typeof SPANS | keyof typeof MONTHS | keyof typeof DAYS;

/** Throws FailedToParse. */
export function unitOf(name: string): Unit {
  if (name in SPANS || name in MONTHS || name in DAYS) return name as Unit;
  return fail(9, `unknown time unit value: ${name}`);
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Monday is 1. Throws FailedToParse. */
export function weekdayOf(name: string): number {
  const i = WEEKDAYS.findIndex((day) => day === name.toLowerCase() || day.slice(0, 3) === name.toLowerCase());
  return i < 0 ? fail(9, `unknown day of week value: ${name}`) : i + 1;
}

export const SUNDAY = 7;

const mod = (a: number, b: number): number => ((a % b) + b) % b;

export interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  dayOfYear: number;
  /** Sunday is 1. */
  dayOfWeek: number;
  /** Of the year, beginning on Sundays; 0 before the first. */
  week: number;
  isoDayOfWeek: number;
  isoWeek: number;
  isoWeekYear: number;
}

export function partsOf(ms: number, zone: Zone): Parts {
  const local = ms + zone.offset(ms);
  const at = new Date(local);
  const year = at.getUTCFullYear();
  const today = Math.floor(local / DAY);
  const dayOfYear = today - dayNumber(year, 1, 1) + 1;
  const dayOfWeek = at.getUTCDay() + 1;
  const isoDayOfWeek = at.getUTCDay() || SUNDAY;
  // The Thursday of a week says which year it is counted in.
  const thursday = today - isoDayOfWeek + 4;
  const isoWeekYear = new Date(thursday * DAY).getUTCFullYear();
  return {
    year,
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
    millisecond: at.getUTCMilliseconds(),
    dayOfYear,
    dayOfWeek,
    week: Math.floor((dayOfYear - dayOfWeek + 7) / 7),
    isoDayOfWeek,
    isoWeek: Math.floor((thursday - dayNumber(isoWeekYear, 1, 1)) / 7) + 1,
    isoWeekYear,
  };
}

/** Parts may be out of their range, and are then carried over. */
export function localTime(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  millisecond = 0,
): number {
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  return at.getTime() + hour * HOUR + minute * MINUTE + second * SECOND + millisecond;
}

/** What clocks show at midnight of a day of a week as ISO 8601 counts them. */
export function isoLocalTime(year: number, week: number, day: number): number {
  const fourth = localTime(year, 1, 4);
  return fourth + ((week - 1) * 7 + (day - (new Date(fourth).getUTCDay() || SUNDAY))) * DAY;
}

const dayNumber = (year: number, month: number, day: number): number => localTime(year, month, day) / DAY;

/** Days and what is longer leave the time on the clock as it is; the last of a month stays within its month. */
export function addUnits(ms: number, unit: Unit, amount: number, zone: Zone): number {
  if (unit in SPANS) return ms + amount * SPANS[unit as keyof typeof SPANS];
  const local = ms + zone.offset(ms);
  if (unit in DAYS) return momentOf(local + amount * DAYS[unit as keyof typeof DAYS] * DAY, zone);
  const at = new Date(local);
  const months = at.getUTCMonth() + amount * MONTHS[unit as keyof typeof MONTHS];
  const year = at.getUTCFullYear();
  const last = new Date(localTime(year, months + 2, 0)).getUTCDate();
  const day = localTime(year, months + 1, Math.min(at.getUTCDate(), last));
  return momentOf(day + mod(local, DAY), zone);
}

interface OnClock {
  local: number;
  offset: number;
}

const onClock = (ms: number, zone: Zone): OnClock => {
  const offset = zone.offset(ms);
  return { local: ms + offset, offset };
};

/** How many bounds of units lie between two moments. Weeks begin on `startOfWeek`. */
export function countUnits(from: number, to: number, unit: Unit, zone: Zone, startOfWeek: number): number {
  if (unit === 'millisecond') return to - from;
  const a = onClock(from, zone);
  const b = onClock(to, zone);
  if (unit in SPANS) {
    const span = SPANS[unit as keyof typeof SPANS];
    return Math.floor(b.local / span) - Math.floor(a.local / span) + Math.trunc((a.offset - b.offset) / span);
  }
  return countOnClock(a.local, b.local, unit, startOfWeek);
}

function countOnClock(from: number, to: number, unit: Unit, startOfWeek: number): number {
  const [a, b] = [new Date(from), new Date(to)];
  const [first, last] = [Math.floor(from / DAY), Math.floor(to / DAY)];
  if (unit === 'day') return last - first;
  // 1970-01-01 was a Thursday.
  if (unit === 'week') return week(last, startOfWeek) - week(first, startOfWeek);
  const months = MONTHS[unit as keyof typeof MONTHS];
  const [left, right] = [a, b].map((at) =>
    Math.floor((at!.getUTCFullYear() * 12 + at!.getUTCMonth()) / months),
  );
  return right! - left!;
}

const week = (day: number, startOfWeek: number): number => Math.floor((day + 4 - startOfWeek) / 7);

/** The start of the bin of so many units that a moment falls into; bins are laid from the start of 2000. */
export function truncate(ms: number, unit: Unit, bin: number, zone: Zone, startOfWeek: number): number {
  let origin = localTime(2000, 1, 1);
  const moment = momentOf(origin, zone);
  if (unit in SPANS) return ms - mod(ms - moment, bin * SPANS[unit as keyof typeof SPANS]);
  if (bin > 100_000_000_000) fail(5439006, 'dateTrunc unsupported binSize value');
  // The first day of a week that comes: it was a Saturday.
  if (unit === 'week') origin += mod(startOfWeek - 6, 7) * DAY;
  const passed = countOnClock(origin, ms + zone.offset(ms), unit, startOfWeek);
  return addUnits(momentOf(origin, zone), unit, passed - mod(passed, bin), zone);
}
