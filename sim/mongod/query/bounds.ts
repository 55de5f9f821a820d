/** What a filter says about the keys of one field: the intervals that an index has to look at, in ascending order. */
import { BSONRegExp } from 'bson';
import { keyOf, kindOf } from '../bson/keystring.ts';
import { isNaNValue } from '../bson/number.ts';
import { canonical, type Doc, isObject, T, type Value } from '../bson/values.ts';
import { hashOf } from '../storage/hash.ts';
import type { Index } from '../storage/index.ts';
import { EVERYTHING, type Interval, MAX, MIN, typeEnds } from './interval.ts';
import { isOperatorObject, typeCodes } from './leaf.ts';

/** How an index makes a key of a value. */
export type KeyOf = (v: Value) => string;

export interface Bounds {
  intervals: [low: string, high: string][];
  /** Single values: the index goes on to its next field. */
  equality: boolean;
  /** Asks for null or missing, or for what is not something: a sparse index cannot tell. */
  needsMissing: boolean;
  /** Strings decide, so that only an index which orders them alike can serve. */
  text: boolean;
  /** The same intervals with their values, as an explanation shows them. */
  shown(): Interval[];
}

export const TOP = '\xff'.repeat(12);

/** Below all keys that go on from this one: where what comes before it ends. */
function justBelow(key: string): string {
  let at = key.length - 1;
  while (key.charCodeAt(at) === 0) at--;
  return key.slice(0, at) + String.fromCharCode(key.charCodeAt(at) - 1) + TOP;
}

/** Above all keys that go on from this one. */
const justAbove = (key: string): string => key + TOP;

/** The fields that all parts of the filter must satisfy, `$and` taken apart. */
export function conjuncts(filter: Doc): [string, Value][] {
  return Object.entries(filter).flatMap(([name, value]): [string, Value][] =>
    name === '$and' && Array.isArray(value)
      ? value.flatMap((part) => (isObject(part) ? conjuncts(part) : []))
      : [[name, value]],
  );
}

export function collectBounds(filter: Doc, keyOf: KeyOf): Map<string, Bounds> {
  const out = new Map<string, Bounds>();
  for (const [name, value] of conjuncts(filter)) {
    if (name.startsWith('$')) continue;
    const b = isOperatorObject(value) ? operatorBounds(value, keyOf) : pointBounds([value], keyOf);
    const old = out.get(name);
    if (b && (!old || (b.equality && !old.equality))) out.set(name, b);
  }
  return out;
}

const all = (): Bounds => ({
  intervals: [['', TOP]],
  equality: false,
  needsMissing: false,
  text: false,
  shown: () => [EVERYTHING],
});

/** Whether the value of this key is a string, or may hold one. */
function holdsText(key: string): boolean {
  const kind = kindOf(key);
  return kind === 15 || kind === 20 || kind === 25;
}

const OBJECT = keyOf({})[0]!;

/** Whether an object could be one of these values. */
export const holdsObjects = ({ intervals }: Bounds): boolean =>
  intervals.some(([low, high]) => (low[0] ?? '') <= OBJECT && (high[0] ?? TOP) >= OBJECT);

/** Values that an index holds as they are. An array is spread over entries, so it is not one of them. */
function pointBounds(values: Value[], keyOf: KeyOf): Bounds | undefined {
  if (values.some((v) => v === undefined || Array.isArray(v) || v instanceof BSONRegExp)) return undefined;
  if (values.length === 1) {
    const key = keyOf(values[0]);
    return {
      intervals: [[key, key]],
      equality: true,
      needsMissing: values[0] === null,
      text: holdsText(key),
      shown: () => [{ from: values[0], to: values[0], fromIn: true, toIn: true }],
    };
  }
  const byKey = new Map<string, Value>();
  for (const v of values) if (!byKey.has(keyOf(v))) byKey.set(keyOf(v), v);
  const keys = [...byKey.keys()].sort((a, b) => (a < b ? -1 : 1));
  return {
    intervals: keys.map((key) => [key, key]),
    equality: true,
    needsMissing: values.includes(null),
    text: keys.some(holdsText),
    shown: () => keys.map((key) => ({ from: byKey.get(key), to: byKey.get(key), fromIn: true, toIn: true })),
  };
}

/** All but the given points. */
function complementOf(b: Bounds | undefined): Bounds | undefined {
  if (!b) return undefined;
  const intervals: [string, string][] = [];
  let from = '';
  for (const [low, high] of b.intervals) {
    intervals.push([from, justBelow(low)]);
    from = justAbove(high);
  }
  intervals.push([from, TOP]);
  return {
    intervals,
    equality: false,
    needsMissing: !b.needsMissing,
    text: b.text,
    shown() {
      const points = b.shown();
      return [...points, undefined].map((point, i) => ({
        from: i === 0 ? MIN : points[i - 1]!.to,
        to: point ? point.from : MAX,
        fromIn: i === 0,
        toIn: point === undefined,
      }));
    },
  };
}

function operatorBounds(ops: Doc, keyOf: KeyOf): Bounds | undefined {
  if (Object.hasOwn(ops, '$eq')) return pointBounds([ops.$eq], keyOf);
  if (Array.isArray(ops.$in)) return pointBounds(ops.$in, keyOf);
  const range = rangeBounds(ops, keyOf);
  if (range) return range;
  for (const [name, v] of Object.entries(ops)) {
    const b = looseBounds(name, v, keyOf);
    if (b) return b;
  }
  return undefined;
}

/** Operators for which an index is only a way through the collection: it decides the order in which they match. */
function looseBounds(name: string, v: Value, keyOf: KeyOf): Bounds | undefined {
  switch (name) {
    case '$ne':
      return complementOf(pointBounds([v], keyOf));
    case '$nin':
      return Array.isArray(v) ? complementOf(pointBounds(v, keyOf)) : undefined;
    case '$gte':
    case '$lte':
      // The server looks for null here also in a sparse index, which has none.
      return v === null
        ? { ...pointBounds([null], keyOf)!, equality: false, needsMissing: false }
        : undefined;
    case '$exists':
      return v === false || v === 0 ? { ...pointBounds([null], keyOf)!, equality: false } : all();
    case '$type':
      return typeCodes(v).includes(T.array) ? all() : undefined;
    default:
      return undefined;
  }
}

function rangeBounds(ops: Doc, keyOf: KeyOf): Bounds | undefined {
  let low: { key: string; v: Value; isIn: boolean } | undefined;
  let high: { key: string; v: Value; isIn: boolean } | undefined;
  let type: string | undefined;
  for (const [name, v] of Object.entries(ops)) {
    if (!['$gt', '$gte', '$lt', '$lte'].includes(name)) continue;
    const kind = canonical(v);
    const odd =
      v === null || v === undefined || Array.isArray(v) || kind === 127 || kind === -1 || isNaNValue(v);
    if (odd) return undefined;
    const key = keyOf(v);
    if (type !== undefined && type !== key[0]) return undefined;
    type = key[0]!;
    const end = { key, v, isIn: name.endsWith('e') };
    if (name.startsWith('$gt'))
      low = low === undefined || key > low.key || (key === low.key && !end.isIn) ? end : low;
    else high = high === undefined || key < high.key || (key === high.key && !end.isIn) ? end : high;
  }
  const some = low ?? high;
  if (type === undefined || !some) return undefined;
  return {
    intervals: [
      [
        low ? (low.isIn ? low.key : justAbove(low.key)) : type,
        high ? (high.isIn ? high.key : justBelow(high.key)) : type + TOP,
      ],
    ],
    equality: false,
    needsMissing: false,
    text: holdsText(type),
    shown() {
      const ends = typeEnds(some.v);
      return [
        {
          from: low ? low.v : ends.from,
          to: high ? high.v : ends.to,
          fromIn: low ? low.isIn : ends.fromIn,
          toIn: high ? high.isIn : ends.toIn,
        },
      ];
    },
  };
}

/** The same values by their hashes. */
export function hashedBounds(b: Bounds, index: Index): Bounds {
  const hashes = b.shown().map(({ from }) => hashOf(from));
  hashes.sort((x, y) => (x < y ? -1 : x > y ? 1 : 0));
  return {
    ...b,
    intervals: hashes.map((hash): [string, string] => [index.keyOf(hash), index.keyOf(hash)]),
    shown: () => hashes.map((hash) => ({ from: hash, to: hash, fromIn: true, toIn: true })),
  };
}
