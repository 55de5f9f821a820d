/**
 * The long tail of expressions, left to `mingo`: strings, regular expressions and dates. Arguments are evaluated
 * here, with the model's types, and given to it as plain JavaScript values; a number that comes back is an int32
 * where it can be one.
 */

import { BSONRegExp } from 'bson';
import { Aggregator } from 'mingo';
import { type Doc, double, isInt32, isNumber, isObject, toNumber, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileExpr, type Expr } from './expr.ts';
import { toRegExp } from './leaf.ts';

const KNOWN = new Set(
  `$acos $acosh $asin $asinh $atan $atan2 $atanh $cos $sin $tan $degreesToRadians $radiansToDegrees $log
  $dateFromParts $dateFromString $dateToParts $dateToString $dayOfMonth $dayOfWeek $dayOfYear $hour
  $isoDayOfWeek $isoWeek $isoWeekYear $millisecond $minute $month $second $week $year
  $indexOfBytes $indexOfCP $ltrim $regexFind $regexFindAll $regexMatch $replaceAll $replaceOne $rtrim $split
  $substr $substrBytes $substrCP $trim $zip`.split(/\s+/),
);

export function compileByMingo(name: string, arg: Value): Expr {
  if (!KNOWN.has(name)) fail(168, `Unrecognized expression '${name}'`);
  const args: Expr = compileExpr(arg);
  return (doc, vars) => {
    const given = literal(args(doc, vars));
    let out: Doc | undefined;
    try {
      out = new Aggregator([{ $project: { _id: 0, out: { [name]: given } } }]).run<Doc>([{}])[0] as
        | Doc
        | undefined;
    } catch (error) {
      fail(16702, `${name}: ${(error as Error).message}`);
    }
    return fromPlain(out?.out);
  };
}

function literal(v: Value): Value {
  if (Array.isArray(v)) return v.map(literal);
  if (isObject(v)) return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, literal(x)]));
  return { $literal: toPlain(v) };
}

function toPlain(v: Value): Value {
  if (v instanceof BSONRegExp) return toRegExp(v.pattern, v.options);
  return isNumber(v) ? toNumber(v) : (v ?? null);
}

function fromPlain(v: Value): Value {
  if (typeof v === 'number') return isInt32(v) ? v : double(v);
  if (Array.isArray(v)) return v.map(fromPlain);
  if (isObject(v)) return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, fromPlain(x)]));
  return v;
}
