/**
 * The long tail of expressions, left to `mingo`: strings, regular expressions and trigonometry. Arguments are evaluated
 * here, with the model's types, and given to it as plain JavaScript values; a number that comes back is an int32
 * where it can be one.
 */

import { BSONRegExp } from 'bson';
import { Aggregator } from 'mingo';
import {
  type Doc,
  double,
  isInt32,
  isNumber,
  isObject,
  toNumber,
  typeName,
  type Value,
} from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Compile, Expr } from './expression.ts';
import { toRegExp } from './leaf.ts';

const KNOWN = new Set(
  `$acos $acosh $asin $asinh $atan $atan2 $atanh $cos $cosh $sin $sinh $tan $tanh $degreesToRadians
  $radiansToDegrees $log
  $indexOfBytes $indexOfCP $ltrim $regexFind $regexFindAll $regexMatch $replaceAll $replaceOne $rtrim $split
  $substr $substrBytes $substrCP $trim $zip`.split(/\s+/),
);

/** What these give is a double, whatever its value. */
const DOUBLES = new Set(
  `$acos $acosh $asin $asinh $atan $atan2 $atanh $cos $cosh $sin $sinh $tan $tanh $degreesToRadians
  $radiansToDegrees $log`.split(/\s+/),
);

/** The server's own code for each argument that must be a string, by its place or its name. */
const STRINGS: Record<string, Record<string, number>> = {
  $split: { 0: 40085, 1: 40086 },
  $indexOfBytes: { 0: 40091, 1: 40092 },
  $indexOfCP: { 0: 40093, 1: 40094 },
  $trim: { input: 50699, chars: 50700 },
  $ltrim: { input: 50699, chars: 50700 },
  $rtrim: { input: 50699, chars: 50700 },
  $regexMatch: { input: 51104 },
  $regexFind: { input: 51104 },
  $regexFindAll: { input: 51104 },
  $replaceOne: { input: 51746, find: 51745, replacement: 51744 },
  $replaceAll: { input: 51746, find: 51745, replacement: 51744 },
};

export function compileByMingo(name: string, arg: Value, compile: Compile): Expr {
  if (!KNOWN.has(name)) fail(168, `Unrecognized expression '${name}'`);
  const args = compile(arg);
  return (doc, vars) => {
    const values = args(doc, vars);
    checkTypes(name, values);
    const given = literal(name === '$substr' || name === '$substrBytes' ? toTheEnd(values) : values);
    let out: Doc | undefined;
    try {
      out = new Aggregator([{ $project: { _id: 0, out: { [name]: given } } }]).run<Doc>([{}])[0] as
        | Doc
        | undefined;
    } catch (error) {
      fail(16702, `${name}: ${(error as Error).message}`);
    }
    if (DOUBLES.has(name) && typeof out?.out === 'number') return double(out.out);
    return fromPlain(out?.out);
  };
}

function checkTypes(name: string, values: Value): void {
  for (const [which, code] of Object.entries(STRINGS[name] ?? {})) {
    const value: Value = (values as Doc | undefined)?.[which];
    if (value !== null && value !== undefined && typeof value !== 'string')
      fail(code, `${name} requires a string for '${which}', found: ${typeName(value)}`);
  }
}

/** A negative length stands for the rest of the string. */
function toTheEnd(values: Value): Value {
  if (!Array.isArray(values) || values.length !== 3) return values;
  const [text, start, length] = values;
  if (isNumber(start) && toNumber(start) < 0)
    fail(50752, `$substrBytes:  starting index must be non-negative (got: ${toNumber(start)})`);
  if (!isNumber(length) || toNumber(length) >= 0) return values;
  return [text, start, Math.max(0, Buffer.byteLength(String(text ?? '')) - toNumber(start))];
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
