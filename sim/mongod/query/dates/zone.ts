/** Time zones: names of the tz database, by `Intl`, and fixed offsets such as `+02:30`. */
import { fail } from '../../errors.ts';

export interface Zone {
  /** What is to be added to a moment, in ms, to get what clocks show there. */
  offset(ms: number): number;
  /** Whether it stands at no offset, always. */
  isUtc: boolean;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

export const UTC: Zone = { offset: () => 0, isUtc: true };

const known = new Map<string, Zone>();

/** Throws 40485 for what is neither an offset nor a name. */
export function zoneOf(name: string): Zone {
  let zone = known.get(name);
  if (!zone) {
    zone = fixed(name) ?? named(name);
    known.set(name, zone);
  }
  return zone;
}

function fixed(name: string): Zone | undefined {
  const m = /^([+-])(\d\d)(?::?(\d\d))?$/.exec(name);
  if (!m) return undefined;
  const offset = (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3] ?? 0)) * MINUTE;
  return { offset: () => offset, isUtc: offset === 0 };
}

function named(name: string): Zone {
  // The names of the database are told apart by case, and `Intl` takes abbreviations that it does not have.
  if (!/^[A-Z]/.test(name)) unknown(name);
  let clock: Intl.DateTimeFormat;
  try {
    clock = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  } catch {
    return unknown(name);
  }
  if (name === 'UTC') return UTC;
  return {
    isUtc: false,
    offset(ms) {
      const text = clock.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? '';
      const m = /([+-])(\d+):(\d+)(?::(\d+))?/.exec(text);
      if (!m) return 0;
      const seconds = Number(m[2]) * 3600 + Number(m[3]) * 60 + Number(m[4] ?? 0);
      return (m[1] === '-' ? -1 : 1) * seconds * 1000;
    },
  };
}

function unknown(name: string): never {
  return fail(40485, `unrecognized time zone identifier: "${name}"`);
}

/**
 * The moment at which clocks there show `local`: the first of two, and where clocks are put forward over it, as much
 * later as it is too late.
 */
export function momentOf(local: number, zone: Zone): number {
  if (zone.isUtc) return local;
  const before = zone.offset(local - DAY);
  const after = zone.offset(local + DAY);
  if (before === after || zone.offset(local - before) === before) return local - before;
  return zone.offset(local - after) === after ? local - after : local - before;
}
