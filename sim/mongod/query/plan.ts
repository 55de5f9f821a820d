/**
 * Which records a filter needs to look at. An index serves equality on its first fields, then one range or list of
 * values, and gives the order of a sort where it has it. What it yields is a superset: the filter is put to each.
 */
import { BSONRegExp } from 'bson';
import { identical } from '../bson/compare.ts';
import { complement } from '../bson/keystring.ts';
import { type Doc, isObject, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import type { Index, Rec } from '../storage/index.ts';
import { type Bounds, collectBounds, conjuncts, TOP } from './bounds.ts';
import { isEquality, isOperatorObject } from './leaf.ts';
import { compileFilter } from './match.ts';
import type { SortPattern } from './sort.ts';

export interface Plan {
  records: Iterable<Rec>;
  /** The records come in the order that the sort asks for. */
  sorted: boolean;
  index: Index | undefined;
  /** Whether the server, having given so many, sees that these were all; else it has to look for one more first. */
  seesEnd(given: number): boolean;
}

const NEVER = (): boolean => false;
/** So many results end the trial of rival plans; one that came to its end before is known to be at it. */
const TRIAL = 101;

export function plan(coll: Collection, filter: Doc, sort?: SortPattern, hint?: Value, natural = 0): Plan {
  if (natural !== 0)
    return { records: scan(coll, natural < 0), sorted: true, index: undefined, seesEnd: NEVER };
  const bounds = collectBounds(filter);
  const hinted = hint === undefined ? undefined : hintedIndex(coll, hint);
  if (hinted === 'natural') return whole(coll);
  let best: { index: Index; score: number; prefix: number } | undefined;
  let rivals = 0;
  for (const index of hinted ? [hinted] : coll.indexes) {
    if (!hinted && !usable(index, filter)) continue;
    let prefix = 0;
    while (bounds.get(index.fields[prefix]!)?.equality && fits(index, bounds.get(index.fields[prefix]!)!))
      prefix++;
    const range =
      prefix < index.fields.length &&
      bounds.has(index.fields[prefix]!) &&
      fits(index, bounds.get(index.fields[prefix]!)!);
    const order = sort !== undefined && orderOf(index, prefix, sort, bounds) !== 0;
    let score = prefix * 4 + (range ? 2 : 0) + (order ? 1 : 0);
    if (prefix === index.fields.length && index.unique) score += 100;
    if (score > 0) rivals++;
    if (score > 0 && (!best || score > best.score)) best = { index, score, prefix };
  }
  if (!best && hinted) best = { index: hinted, score: 0, prefix: 0 };
  if (!best) return whole(coll);
  const { index, prefix } = best;
  const direction = sort ? orderOf(index, prefix, sort, bounds) : 0;
  const intervals = intervalsOf(index, prefix, bounds);
  const seesEnd = (given: number): boolean =>
    (rivals > 1 && given < TRIAL) || (hint === undefined && isOneId(filter));
  return { records: fetch(coll, index, intervals, direction < 0), sorted: direction !== 0, index, seesEnd };
}

function whole(coll: Collection): Plan {
  return { records: scan(coll, false), sorted: false, index: undefined, seesEnd: NEVER };
}

/** Asks for one document by its _id and for nothing else, which the server does without a plan. */
function isOneId(filter: Doc): boolean {
  return Object.keys(filter).length === 1 && isEquality(filter._id);
}

function* scan(coll: Collection, backward: boolean): Generator<Rec> {
  for (const [, rec] of backward ? coll.records.descend() : coll.records.ascend()) yield rec;
}

function* fetch(
  coll: Collection,
  index: Index,
  intervals: [string, string][],
  backward: boolean,
): Generator<Rec> {
  const seen = index.multikey ? new Set<number>() : undefined;
  for (const [low, high] of backward ? intervals.toReversed() : intervals) {
    const entries = backward ? index.entries.descend(high + TOP) : index.entries.ascend(low);
    for (const [key, rid] of entries) {
      if (backward ? key < low : key.length > high.length ? key.slice(0, high.length) > high : key > high)
        break;
      if (seen) {
        if (seen.has(rid)) continue;
        seen.add(rid);
      }
      const rec = coll.records.get(rid);
      if (rec) yield rec;
    }
  }
}

/** 1 when the index after `prefix` equal fields is in the sort's order, -1 when in the reverse, else 0. */
function orderOf(index: Index, prefix: number, sort: SortPattern, bounds: Map<string, Bounds>): number {
  if (index.multikey || index.spec.sparse) return 0;
  let at = 0;
  let direction = 0;
  for (let i = 0; i < sort.fields.length; i++) {
    const field = sort.fields[i]!;
    const fixed = index.fields.indexOf(field);
    if (fixed >= 0 && fixed < prefix && bounds.get(field)?.intervals.length === 1) continue;
    // A list of values on the way would interleave its ranges.
    while (at < prefix && bounds.get(index.fields[at]!)?.intervals.length === 1) at++;
    if (index.fields[at] !== field) return 0;
    const way = (index.descending[at] ? -1 : 1) * sort.signs[i]!;
    if (direction !== 0 && way !== direction) return 0;
    direction = way;
    at++;
  }
  return direction === 0 ? 1 : direction;
}

function intervalsOf(index: Index, prefix: number, bounds: Map<string, Bounds>): [string, string][] {
  let out: [string, string][] = [['', '']];
  const fields = index.fields.slice(0, prefix + 1);
  for (const [i, field] of fields.entries()) {
    const b = bounds.get(field);
    if (!b || !fits(index, b)) break;
    const own = index.descending[i]
      ? b.intervals.map(([low, high]): [string, string] => [complement(high), complement(low)]).reverse()
      : b.intervals;
    out = out.flatMap(([a, z]) => own.map(([low, high]): [string, string] => [a + low, z + high]));
    if (!b.equality) break;
  }
  return out;
}

function fits(index: Index, b: Bounds): boolean {
  return !index.spec.sparse || !b.needsMissing;
}

/** A partial index serves only filters that imply its own. */
function usable(index: Index, filter: Doc): boolean {
  const own = index.spec.partialFilterExpression;
  if (!own) return true;
  const parts = conjuncts(filter);
  return conjuncts(own).every(([field, wanted]) =>
    parts.some(([name, value]) => {
      if (name !== field) return false;
      if (identical(value, wanted)) return true;
      if (isOperatorObject(value) || value instanceof BSONRegExp || value === null || Array.isArray(value))
        return false;
      return compileFilter({ v: wanted })({ v: value });
    }),
  );
}

function hintedIndex(coll: Collection, hint: Value): Index | 'natural' {
  if (isObject(hint) && '$natural' in hint) return 'natural';
  const index = coll.indexes.find((i) =>
    typeof hint === 'string' ? i.spec.name === hint : identical(i.spec.key, hint),
  );
  return (
    index ??
    fail(
      2,
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    )
  );
}
