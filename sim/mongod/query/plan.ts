/**
 * Which records a filter needs to look at. An index serves equality on its first fields, then one range or list of
 * values, and gives the order of a sort where it has it. What it yields is a superset: the filter is put to each.
 */
import { BSONRegExp } from 'bson';
import { identical } from '../bson/compare.ts';
import { complement, keyOf } from '../bson/keystring.ts';
import { show } from '../bson/show.ts';
import { type Doc, isObject, toNumber, type Value } from '../bson/values.ts';
import { type Collation, sameCollation } from '../collation/collation.ts';
import { fail } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import type { Index, Rec } from '../storage/index.ts';
import { pathIntervals } from '../storage/wildcard.ts';
import { type Access, type IndexAccess, recordsOf } from './access.ts';
import { type Bounds, collectBounds, conjuncts, hashedBounds, holdsObjects } from './bounds.ts';
import { varsUnder } from './expression.ts';
import { isEquality, isOperatorObject } from './leaf.ts';
import { compileFilter } from './match.ts';
import type { SortPattern } from './sort.ts';

export interface Plan {
  records: Iterable<Rec>;
  access: Access;
  /** The records come in the order that the sort asks for. */
  sorted: boolean;
  /** What could have served as well, or almost. */
  rivals: Access[];
  /** Whether the server, having given so many, sees that these were all; else it has to look for one more first. */
  seesEnd(given: number): boolean;
}

export interface PlanOptions {
  sort?: SortPattern | undefined;
  hint?: Value;
  /** By this one, hidden or not. */
  index?: Index | undefined;
  /** 1 or -1: in natural order, and by no index. */
  natural?: number;
  /** Ends of the index that is asked for: the first is in, the second is not. */
  min?: Doc | undefined;
  max?: Doc | undefined;
  /** How the filter and the sort have strings compared. */
  collation?: Collation | undefined;
}

const NEVER = (): boolean => false;
/** So many results end the trial of rival plans; one that came to its end before is known to be at it. */
const TRIAL = 101;

/** A way through an index, and how well it serves. */
interface Candidate {
  index: Index;
  score: number;
  prefix: number;
  bounds: Map<string, Bounds>;
  /** Of an index that holds values by their paths: which it is asked for. */
  path?: string;
}

export function plan(coll: Collection, filter: Doc, options: PlanOptions = {}): Plan {
  const { sort, hint, natural = 0, collation } = options;
  if (natural !== 0) return planned(coll, { backward: natural < 0 }, { sorted: true });
  const hinted = options.index ?? (hint === undefined ? undefined : hintedIndex(coll, hint));
  if (hinted && !('entries' in hinted)) return planned(coll, { backward: hinted.natural < 0 });
  if (options.min || options.max) return between(coll, hinted, options);
  const usual = collectBounds(filter, keyOf);
  const candidates: Candidate[] = [];
  let best: Candidate | undefined;
  for (const index of hinted ? [hinted] : coll.indexes) {
    if (!hinted && (index.spec.hidden === true || !usable(index, filter, collation))) continue;
    const bounds = boundsFor(index, filter, usual);
    const candidate = index.wildcard
      ? judgedByPath(index, bounds, collation)
      : judged(index, bounds, sort, collation);
    if (candidate.score > 0) candidates.push(candidate);
    if (candidate.score > 0 && (!best || candidate.score > best.score)) best = candidate;
  }
  if (!best && hinted?.wildcard)
    fail(
      291,
      `error processing query: ns=${coll.ns} planner returned error :: caused by :: No query solutions`,
    );
  if (!best && hinted) best = judged(hinted, boundsFor(hinted, filter, usual), undefined, collation);
  if (!best) return planned(coll, { backward: false });
  const direction = sort ? orderOf(best, sort, collation) : 0;
  const oneId = hint === undefined && isOneId(filter) && sameCollation(collation, coll.collation);
  return planned(coll, accessOf(best, collation, direction < 0), {
    sorted: direction !== 0,
    seesEnd: (given) => (candidates.length > 1 && given < TRIAL) || oneId,
    rivals: () =>
      candidates
        .filter((c) => c !== best)
        .map((c) => accessOf(c, collation, sort !== undefined && orderOf(c, sort, collation) < 0)),
  });
}

/** All of an index from one key to another, whatever the filter says. */
function between(
  coll: Collection,
  index: Index | undefined,
  { min, max, sort, collation }: PlanOptions,
): Plan {
  if (!index) return fail(51173, 'When using min()/max() a hint of which index to use must be provided');
  const keyAt = (end: Doc | undefined, name: string): string | undefined => {
    if (!end) return undefined;
    if (index.wildcard || Object.keys(end).join() !== index.fields.join())
      fail(51174, `The index chosen is not compatible with ${name}: ${show(index.spec.key)}`);
    return index.compoundKey(Object.values(end));
  };
  const [low, high] = [keyAt(min, 'min'), keyAt(max, 'max')];
  if (low !== undefined && high !== undefined && low >= high)
    fail(51175, 'The value provided for min() does not come before the value provided for max()');
  const direction = sort ? orderOf({ index, prefix: 0, score: 0, bounds: new Map() }, sort, collation) : 0;
  const access: Access = {
    index,
    intervals: [[low ?? '', high ?? '']],
    bounds: [],
    open: high !== undefined,
    backward: direction < 0,
  };
  return planned(coll, access, { sorted: direction !== 0 });
}

/** What the filter says of the keys of that index: a hash tells only what is equal. */
function boundsFor(index: Index, filter: Doc, usual: Map<string, Bounds>): Map<string, Bounds> {
  const bounds = index.collation ? collectBounds(filter, (v) => index.keyOf(v)) : usual;
  const { hashed } = index;
  const b = hashed === undefined ? undefined : bounds.get(hashed);
  if (hashed === undefined || !b) return bounds;
  const own = new Map(bounds);
  // Strings that a collation has for equal have hashes of their own.
  if (b.equality && !(b.text && index.collation)) own.set(hashed, hashedBounds(b, index));
  else own.delete(hashed);
  return own;
}

interface Known {
  sorted?: boolean;
  seesEnd?: Plan['seesEnd'];
  rivals?: () => Access[];
}

function planned(
  coll: Collection,
  access: Access,
  { sorted = false, seesEnd = NEVER, rivals }: Known = {},
): Plan {
  return {
    records: recordsOf(coll, access),
    access,
    sorted,
    seesEnd,
    get rivals() {
      return rivals?.() ?? [];
    },
  };
}

function judged(
  index: Index,
  bounds: Map<string, Bounds>,
  sort: SortPattern | undefined,
  collation: Collation | undefined,
): Candidate {
  const serves = (field: string | undefined): Bounds | undefined => {
    const b = field === undefined ? undefined : bounds.get(field);
    return b && fits(index, b, collation) ? b : undefined;
  };
  let prefix = 0;
  while (serves(index.fields[prefix])?.equality) prefix++;
  const range = serves(index.fields[prefix]) !== undefined;
  const candidate: Candidate = { index, score: prefix * 4 + (range ? 2 : 0), prefix, bounds };
  if (sort !== undefined && orderOf(candidate, sort, collation) !== 0) candidate.score++;
  if (prefix === index.fields.length && index.unique) candidate.score += 100;
  return candidate;
}

/** The comparisons with null that it stands for are true of what is missing, too. */
const NULL = keyOf(null);
const isNullAlone = ([low, high]: [string, string]): boolean => low === NULL && high === NULL;

/** By the one field that the index tells most of: it says nothing of what is not there, and nothing whole of objects and lists. */
function judgedByPath(
  index: Index,
  bounds: Map<string, Bounds>,
  collation: Collation | undefined,
): Candidate {
  let best: Candidate = { index, score: 0, prefix: 0, bounds };
  for (const [path, b] of bounds) {
    const deep = holdsObjects(b);
    if (b.needsMissing || b.intervals.some(isNullAlone) || (deep && b.equality) || !fits(index, b, collation))
      continue;
    // What is other than null is also what a list does not have: of that it knows nothing.
    if (!b.equality && b.intervals.length > 1 && index.multikey) continue;
    if (!index.wildcard!.covers(path, deep)) continue;
    // An index on the field itself goes before it.
    const score = b.equality ? 3 : 1;
    if (score > best.score) best = { index, score, prefix: 0, bounds, path };
  }
  return best;
}

/** Asks for one document by its _id and for nothing else, which the server does without a plan. */
export function isOneId(filter: Doc): boolean {
  return Object.keys(filter).length === 1 && isEquality(filter._id);
}

/** 1 when the index after `prefix` equal fields is in the sort's order, -1 when in the reverse, else 0. */
function orderOf(
  { index, prefix, bounds }: Candidate,
  sort: SortPattern,
  collation: Collation | undefined,
): number {
  if (index.wildcard || index.multikey || index.spec.sparse || !sameCollation(index.collation, collation))
    return 0;
  let at = 0;
  let direction = 0;
  for (let i = 0; i < sort.fields.length; i++) {
    const field = sort.fields[i]!;
    const fixed = index.fields.indexOf(field);
    if (fixed >= 0 && fixed < prefix && bounds.get(field)?.intervals.length === 1) continue;
    // A list of values on the way would interleave its ranges.
    while (at < prefix && bounds.get(index.fields[at]!)?.intervals.length === 1) at++;
    if (index.fields[at] !== field || index.hashed === field) return 0;
    const way = (index.descending[at] ? -1 : 1) * sort.signs[i]!;
    if (direction !== 0 && way !== direction) return 0;
    direction = way;
    at++;
  }
  return direction === 0 ? 1 : direction;
}

function accessOf(
  { index, prefix, bounds, path }: Candidate,
  collation: Collation | undefined,
  backward: boolean,
): Access & IndexAccess {
  if (path !== undefined) {
    const b = bounds.get(path)!;
    const intervals = pathIntervals(path, b.intervals, holdsObjects(b));
    return { index, path, intervals, bounds: [b], backward };
  }
  let intervals: [string, string][] = [['', '']];
  const used: (Bounds | undefined)[] = [];
  const fields = index.fields.slice(0, prefix + 1);
  for (const [i, field] of fields.entries()) {
    const b = bounds.get(field);
    if (!b || !fits(index, b, collation)) break;
    used.push(b);
    const own = index.descending[i]
      ? b.intervals.map(([low, high]): [string, string] => [complement(high), complement(low)]).reverse()
      : b.intervals;
    intervals = intervals.flatMap(([a, z]) =>
      own.map(([low, high]): [string, string] => [a + low, z + high]),
    );
    if (!b.equality) break;
  }
  return { index, intervals, bounds: used, backward };
}

/** Whether the index can tell: a sparse one not what is missing, and one that orders strings otherwise no strings. */
function fits(index: Index, b: Bounds, collation: Collation | undefined): boolean {
  if (index.spec.sparse && b.needsMissing) return false;
  return !b.text || sameCollation(index.collation, collation);
}

/** A partial index serves only filters that imply its own. */
function usable(index: Index, filter: Doc, collation: Collation | undefined): boolean {
  const own = index.spec.partialFilterExpression;
  if (!own) return true;
  const parts = conjuncts(filter);
  return conjuncts(own).every(([field, wanted]) =>
    parts.some(([name, value]) => {
      if (name !== field) return false;
      if (identical(value, wanted)) return true;
      if (isOperatorObject(value) || value instanceof BSONRegExp || value === null || Array.isArray(value))
        return false;
      return compileFilter({ v: wanted }, varsUnder(collation))({ v: value });
    }),
  );
}

function hintedIndex(coll: Collection, hint: Value): Index | { natural: number } {
  if (isObject(hint) && '$natural' in hint) return { natural: toNumber(hint.$natural) };
  const [index, ...more] = coll.indexes.filter(({ spec }) =>
    typeof hint === 'string' ? spec.name === hint : identical(spec.key, hint),
  );
  if (more.length > 0)
    fail(2, `Hint matched multiple indexes, must hint by index name. Matched: ${show(index!.spec)}`);
  if (index && index.spec.hidden !== true) return index;
  return fail(
    2,
    'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
  );
}
