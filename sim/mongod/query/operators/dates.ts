/** Dates in expressions: their parts, and dates made of parts or of text. All take a time zone. */
import { ObjectId, Timestamp } from 'bson';
import { asInteger } from '../../bson/number.ts';
import { type Doc, isNumber, isObject, typeName, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { isoLocalTime, localTime, type Parts, partsOf } from '../dates/calendar.ts';
import { formatDate, parseByFormat, parseDate } from '../dates/format.ts';
import { momentOf, UTC, type Zone, zoneOf } from '../dates/zone.ts';
import type { Compile, Expr, Form, Vars } from '../expression.ts';
import { absent, named } from './named.ts';

/** The moment in ms of what may stand for a date; undefined for what may not. */
export function asMoment(v: Value): number | undefined {
  if (v instanceof Date) return v.getTime();
  if (v instanceof ObjectId) return v.getTimestamp().getTime();
  return v instanceof Timestamp ? v.high * 1000 : undefined;
}

function dateOf(v: Value): number {
  return asMoment(v) ?? fail(16006, `can't convert from BSON type ${typeName(v)} to Date`);
}

/** The zone of an argument: UTC where none is asked for, null where it is null. */
export function zoneFrom(expr: Expr | undefined, doc: Doc, vars: Vars, code = 40517): Zone | null {
  if (!expr) return UTC;
  const name = expr(doc, vars);
  if (absent(name)) return null;
  return typeof name === 'string'
    ? zoneOf(name)
    : fail(code, `timezone must evaluate to a string, found ${typeName(name)}`);
}

const PARTS: Record<string, (parts: Parts) => Value> = {
  $year: (p) => p.year,
  $month: (p) => p.month,
  $week: (p) => p.week,
  $dayOfYear: (p) => p.dayOfYear,
  $dayOfMonth: (p) => p.day,
  $dayOfWeek: (p) => p.dayOfWeek,
  $hour: (p) => p.hour,
  $minute: (p) => p.minute,
  $second: (p) => p.second,
  $millisecond: (p) => p.millisecond,
  $isoDayOfWeek: (p) => p.isoDayOfWeek,
  $isoWeek: (p) => p.isoWeek,
  $isoWeekYear: (p) => BigInt(p.isoWeekYear),
};

function part(arg: Value, name: string, compile: Compile): Expr {
  const pick = PARTS[name]!;
  const { date, timezone } = partArguments(arg, name, compile);
  return (doc, vars) => {
    const at = date!(doc, vars);
    if (absent(at)) return null;
    const zone = zoneFrom(timezone, doc, vars, 40533);
    return zone && pick(partsOf(dateOf(at), zone));
  };
}

function partArguments(arg: Value, name: string, compile: Compile): Record<string, Expr> {
  if (isObject(arg) && !Object.keys(arg)[0]?.startsWith('$'))
    return named(
      arg,
      name,
      { required: ['date'], optional: ['timezone'], codes: [40535, 40535, 40539] },
      compile,
    );
  if (!Array.isArray(arg)) return { date: compile(arg) };
  if (arg.length !== 1)
    fail(40536, `${name} accepts exactly one argument if given an array, but was given ${arg.length}`);
  return { date: compile(arg[0]) };
}

/** Default, lowest and highest of the parts that a date is made of, in their order. */
const TIME: [string, number][] = [
  ['hour', 0],
  ['minute', 0],
  ['second', 0],
  ['millisecond', 0],
];
const CALENDAR: [string, number][] = [['year', 1970], ['month', 1], ['day', 1], ...TIME];
const ISO: [string, number][] = [['isoWeekYear', 1970], ['isoWeek', 1], ['isoDayOfWeek', 1], ...TIME];

function fromParts(arg: Value, name: string, compile: Compile): Expr {
  const all = [...new Set([...CALENDAR, ...ISO].map(([key]) => key))];
  const parts = named(
    arg,
    name,
    { required: [], optional: [...all, 'timezone'], codes: [40519, 40518, 40516] },
    compile,
  );
  if (!parts.year && !parts.isoWeekYear)
    fail(40516, `${name} requires either 'year' or 'isoWeekYear' to be present`);
  const wanted = parts.isoWeekYear ? ISO : CALENDAR;
  for (const [key] of parts.isoWeekYear ? CALENDAR : ISO)
    if (parts[key] && !wanted.some(([other]) => other === key))
      fail(40489, `${name} does not allow mixing natural dates with ISO dates`);
  return (doc, vars) => {
    const values: number[] = [];
    for (const [key, fallback] of wanted) {
      const v = parts[key] ? parts[key](doc, vars) : fallback;
      if (absent(v)) return null;
      const n = isNumber(v) ? asInteger(v) : undefined;
      if (n === undefined) fail(40515, `'${key}' must evaluate to an integer, found ${typeName(v)}`);
      values.push(Number(n));
    }
    const zone = zoneFrom(parts.timezone, doc, vars);
    if (!zone) return null;
    if (values[0]! < 1 || values[0]! > 9999)
      fail(
        parts.isoWeekYear ? 31095 : 40523,
        `'${wanted[0]![0]}' must evaluate to an integer in the range 1 to 9999, found ${values[0]}`,
      );
    const [a, b, c, hour, minute, second, ms] = values as [number, number, number, ...number[]];
    const day = parts.isoWeekYear ? isoLocalTime(a, b, c) : localTime(a, b, c);
    return new Date(momentOf(day + localTime(1970, 1, 1, hour, minute, second, ms), zone));
  };
}

function toParts(arg: Value, name: string, compile: Compile): Expr {
  const takes = { required: ['date'], optional: ['timezone', 'iso8601'] };
  const args = named(arg, name, { ...takes, codes: [40524, 40520, 40522] }, compile);
  return (doc, vars) => {
    const date = args.date!(doc, vars);
    const iso = args.iso8601 ? args.iso8601(doc, vars) : false;
    if (absent(date) || absent(iso)) return null;
    if (typeof iso !== 'boolean') fail(40521, `iso8601 must evaluate to a bool, found ${typeName(iso)}`);
    const zone = zoneFrom(args.timezone, doc, vars);
    if (!zone) return null;
    const p = partsOf(dateOf(date), zone);
    const day = iso
      ? { isoWeekYear: p.isoWeekYear, isoWeek: p.isoWeek, isoDayOfWeek: p.isoDayOfWeek }
      : { year: p.year, month: p.month, day: p.day };
    return { ...day, hour: p.hour, minute: p.minute, second: p.second, millisecond: p.millisecond };
  };
}

const ISO_FORMAT = '%Y-%m-%dT%H:%M:%S.%L';

function toText(arg: Value, name: string, compile: Compile): Expr {
  const takes = { required: ['date'], optional: ['format', 'timezone', 'onNull'] };
  const args = named(arg, name, { ...takes, codes: [18629, 18534, 18628] }, compile);
  return (doc, vars) => {
    const format = args.format?.(doc, vars);
    const zone = zoneFrom(args.timezone, doc, vars);
    const date = args.date!(doc, vars);
    if (absent(date)) return args.onNull ? args.onNull(doc, vars) : null;
    if (!zone || (args.format && absent(format))) return null;
    if (args.format && typeof format !== 'string')
      fail(18533, `${name} requires that 'format' be a string, found: ${typeName(format)}`);
    return formatDate(
      dateOf(date),
      zone,
      (format as string | undefined) ?? `${ISO_FORMAT}${zone.isUtc ? 'Z' : ''}`,
    );
  };
}

function fromText(arg: Value, name: string, compile: Compile): Expr {
  const takes = { required: ['dateString'], optional: ['format', 'timezone', 'onError', 'onNull'] };
  const args = named(arg, name, { ...takes, codes: [40540, 40541, 40542] }, compile);
  return (doc, vars) => {
    const given = args.dateString!(doc, vars);
    const format = args.format?.(doc, vars);
    const zone = zoneFrom(args.timezone, doc, vars);
    if (args.format && !absent(format) && typeof format !== 'string')
      fail(40684, `${name} requires that 'format' be a string, found: ${typeName(format)}`);
    if (absent(given)) return args.onNull ? args.onNull(doc, vars) : null;
    if (!zone || (args.format && absent(format))) return null;
    try {
      if (typeof given !== 'string')
        return fail(
          241,
          `${name} requires that 'dateString' be a string, found: ${typeName(given)} with value ${String(given)}`,
        );
      return new Date(format ? parseByFormat(given, zone, format as string) : parseDate(given, zone));
    } catch (error) {
      if (args.onError && (error as { code?: number }).code === 241) return args.onError(doc, vars);
      throw error;
    }
  };
}

/** The parts of a timestamp. */
function timestampPart(arg: Value, name: string, compile: Compile): Expr {
  const expr = compile(Array.isArray(arg) && arg.length === 1 ? arg[0] : arg);
  return (doc, vars) => {
    const v = expr(doc, vars);
    if (absent(v)) return null;
    if (!(v instanceof Timestamp))
      return fail(5687301, `${name} requires argument of type timestamp, but got ${typeName(v)}`);
    return BigInt(name === '$tsSecond' ? v.high >>> 0 : v.low >>> 0);
  };
}

/** With what compiles their arguments. */
export const datesBy = (compile: Compile): Record<string, Form> => {
  const form =
    (make: (arg: Value, name: string, compile: Compile) => Expr): Form =>
    (arg, name) =>
      make(arg, name, compile);
  return {
    ...Object.fromEntries(Object.keys(PARTS).map((name) => [name, form(part)])),
    $dateFromParts: form(fromParts),
    $dateToParts: form(toParts),
    $dateToString: form(toText),
    $dateFromString: form(fromText),
    $tsSecond: form(timestampPart),
    $tsIncrement: form(timestampPart),
  };
};
