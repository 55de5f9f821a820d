/** Dates in expressions: adding, counting and cutting off units of time. */
import { asInteger } from '../../bson/number.ts';
import { isNumber, typeName, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { addUnits, countUnits, SUNDAY, truncate, type Unit, unitOf, weekdayOf } from '../dates/calendar.ts';
import type { Compile, Form } from '../expression.ts';
import { asMoment, zoneFrom } from './dates.ts';
import { absent, type Named, named, text } from './named.ts';

const LAST_MS = 8.64e15;

function moment(v: Value, code: number, name: string, what: string): number {
  return asMoment(v) ?? fail(code, `${name} requires '${what}' to be a date, but got ${typeName(v)}`);
}

function unit(v: Value, code: number, name: string): Unit {
  return unitOf(text(v, code, name, 'unit'));
}

const startOfWeek = (v: Value, name: string): number => weekdayOf(text(v, 5439015, name, 'startOfWeek'));

function adding(sign: 1 | -1, compile: Compile): Form {
  const takes: Named = {
    required: ['startDate', 'unit', 'amount'],
    optional: ['timezone'],
    codes: [5166400, 5166401, 5166402],
  };
  return (arg, name) => {
    const args = named(arg, name, takes, compile);
    return (doc, vars) => {
      const [start, unitName, amount] = takes.required.map((key) => args[key]!(doc, vars));
      const zone = zoneFrom(args.timezone, doc, vars);
      if (absent(start) || absent(unitName) || absent(amount) || !zone) return null;
      const from = moment(start, 5166403, name, 'startDate');
      const by = unit(unitName, 5166404, name);
      const n = isNumber(amount) ? asInteger(amount) : undefined;
      if (n === undefined) fail(5166405, `${name} expects integer amount of time units`);
      const at = addUnits(from, by, sign * Number(n), zone);
      return Math.abs(at) <= LAST_MS ? new Date(at) : fail(5166406, `dateAdd overflowed`);
    };
  };
}

function difference(compile: Compile): Form {
  const takes: Named = {
    required: ['startDate', 'endDate', 'unit'],
    optional: ['timezone', 'startOfWeek'],
    codes: [5166301, 5166302, { startDate: 5166303, endDate: 5166304, unit: 5166305 }],
  };
  return (arg, name) => {
    const args = named(arg, name, takes, compile);
    return (doc, vars) => {
      const [start, end, unitName] = takes.required.map((key) => args[key]!(doc, vars));
      const zone = zoneFrom(args.timezone, doc, vars);
      if (absent(start) || absent(end) || absent(unitName) || !zone) return null;
      const by = unit(unitName, 5439013, name);
      const first = weekStart(
        args.startOfWeek && by === 'week' ? args.startOfWeek(doc, vars) : 'sunday',
        name,
      );
      if (first === null) return null;
      const [from, to] = [moment(start, 5166307, name, 'startDate'), moment(end, 5166307, name, 'endDate')];
      return BigInt(countUnits(from, to, by, zone, first));
    };
  };
}

/** Null where it is null. Only weeks are asked for theirs. */
function weekStart(v: Value, name: string): number | null {
  if (absent(v)) return null;
  return v === 'sunday' ? SUNDAY : startOfWeek(v, name);
}

function truncation(compile: Compile): Form {
  const takes: Named = {
    required: ['date', 'unit'],
    optional: ['binSize', 'timezone', 'startOfWeek'],
    codes: [5439007, 5439008, { date: 5439009, unit: 5439010 }],
  };
  return (arg, name) => {
    const args = named(arg, name, takes, compile);
    return (doc, vars) => {
      const [date, unitName] = takes.required.map((key) => args[key]!(doc, vars));
      const size = args.binSize ? args.binSize(doc, vars) : 1;
      const zone = zoneFrom(args.timezone, doc, vars);
      if (absent(date) || absent(unitName) || absent(size) || !zone) return null;
      const by = unit(unitName, 5439013, name);
      const n = isNumber(size) ? asInteger(size) : undefined;
      if (n === undefined)
        return fail(5439017, `${name} requires 'binSize' to be a 64-bit integer, but got ${typeName(size)}`);
      if (n <= 0n) fail(5439018, `${name} requires 'binSize' to be greater than 0, but got value ${n}`);
      const first = weekStart(
        args.startOfWeek && by === 'week' ? args.startOfWeek(doc, vars) : 'sunday',
        name,
      );
      if (first === null) return null;
      return new Date(truncate(moment(date, 5439012, name, 'date'), by, Number(n), zone, first));
    };
  };
}

/** With what compiles their arguments. */
export const dateArithmeticBy = (compile: Compile): Record<string, Form> => ({
  $dateAdd: adding(1, compile),
  $dateSubtract: adding(-1, compile),
  $dateDiff: difference(compile),
  $dateTrunc: truncation(compile),
});
