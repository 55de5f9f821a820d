/** Which documents are in the window of each: by their number, or by how far they are in what they are sorted by. */
import { compare } from '../../bson/compare.ts';
import { add, asInteger, type Num } from '../../bson/number.ts';
import { type Doc, double, isNumber, isObject, toNumber, typeName, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { addUnits, type Unit, unitOf } from '../dates/calendar.ts';
import { UTC } from '../dates/zone.ts';
import { compileExpr, type Vars } from '../expr.ts';
import { getPath } from '../path.ts';
import type { SortPattern } from '../sort.ts';

/** From the first to the last that are in it, both included; nothing when the last is before the first. */
export type Window = readonly [first: number, last: number];
/** The window of each document of a partition. */
export type Bounds = (docs: Doc[]) => Window[];

type Bound = 'unbounded' | 'current' | Num;

export const WHOLE: Bounds = (docs) => docs.map(() => [0, docs.length - 1]);

export function compileBounds(spec: Value, pattern: SortPattern | undefined, vars: Vars): Bounds {
  if (!isObject(spec)) return fail(9, "'window' field must be an object");
  const { documents, range, unit } = spec;
  if (documents !== undefined && range !== undefined)
    fail(9, "Window bounds can specify either 'documents' or 'unit', not both.");
  if (range === undefined && unit !== undefined)
    fail(9, "Window bounds can only specify 'unit' with range-based bounds.");
  const names = Object.keys(spec);
  if (documents === undefined && range === undefined) {
    if (names.length === 0) return WHOLE;
    fail(
      9,
      "'window' field can only contain 'documents' as the only argument or 'range' with an optional 'unit' field",
    );
  }
  if (documents !== undefined) {
    if (names.length !== 1) fail(9, "'window' field that specifies documents cannot have other fields");
    return byNumber(boundsOf(documents, true, vars), pattern);
  }
  if (names.length !== (unit === undefined ? 1 : 2))
    fail(9, "'window' field that specifies range cannot have other fields besides 'unit'");
  if (unit !== undefined && typeof unit !== 'string') fail(9, "'unit' must be a string");
  return byDistance(boundsOf(range, unit !== undefined, vars), unit as string | undefined, pattern);
}

function boundsOf(v: Value, integers: boolean, vars: Vars): [Bound, Bound] {
  if (!Array.isArray(v) || v.length !== 2) return fail(9, 'Window bounds must be a 2-element array');
  const [lower, upper] = v.map((bound): Bound => {
    if (bound === 'unbounded' || bound === 'current') return bound;
    if (typeof bound === 'string')
      return fail(9, "Window bounds must be 'unbounded', 'current', or a number.");
    const value = compileExpr(bound, vars)({}, vars);
    if (!isNumber(value)) return fail(9, 'Range-based bounds expression must be a number');
    if (integers && asInteger(value) === undefined)
      fail(9, 'Numeric document-based bounds must be an integer');
    return value;
  }) as [Bound, Bound];
  const number = (bound: Bound): Num | undefined =>
    bound === 'unbounded' ? undefined : bound === 'current' ? 0 : bound;
  const [low, high] = [number(lower), number(upper)];
  if (low !== undefined && high !== undefined && compare(low, high) > 0)
    fail(5339900, `Lower bound must not exceed upper bound: [${String(low)}, ${String(high)}]`);
  return [lower, upper];
}

function byNumber([lower, upper]: [Bound, Bound], pattern: SortPattern | undefined): Bounds {
  if (!pattern && !(lower === 'unbounded' && upper === 'unbounded'))
    fail(5339901, 'Document-based bounds require a sortBy');
  const offset = (bound: Bound): number => (typeof bound === 'string' ? 0 : toNumber(bound));
  return (docs) =>
    docs.map((_, i) => [
      lower === 'unbounded' ? 0 : Math.max(0, i + offset(lower)),
      upper === 'unbounded' ? docs.length - 1 : Math.min(docs.length - 1, i + offset(upper)),
    ]);
}

function byDistance(
  [lower, upper]: [Bound, Bound],
  unit: string | undefined,
  pattern: SortPattern | undefined,
): Bounds {
  const by = unit === undefined ? undefined : unitOf(unit);
  if (pattern?.fields.length !== 1) return fail(5339902, 'Range-based bounds require sortBy a single field');
  if (pattern.signs[0] !== 1) fail(8947401, 'Range-based bounds require an ascending sortBy');
  return (docs) => {
    if (lower === 'unbounded' && upper === 'unbounded') return WHOLE(docs);
    const values = docs.map((doc) => checked(getPath(doc, pattern.paths[0]!), by));
    return values.map((v): Window => {
      const first = lower === 'unbounded' ? 0 : firstNotBelow(values, moved(v, lower, by));
      const last = upper === 'unbounded' ? docs.length - 1 : firstAbove(values, moved(v, upper, by)) - 1;
      return [first, last];
    });
  };
}

function checked(v: Value, unit: Unit | undefined): Value {
  if (unit === undefined && v instanceof Date)
    fail(
      5429513,
      'Invalid range: Expected the sortBy field to be a number, but it was date. For windows that involve date or time ranges, a unit must be provided.',
    );
  if (unit === undefined ? isNumber(v) : v instanceof Date) return v;
  const wanted = unit === undefined ? 'a number' : 'a Date';
  return fail(
    unit === undefined ? 5429414 : 5429513,
    `Invalid range: Expected the sortBy field to be ${wanted}, but it was ${v === undefined ? 'missing' : typeName(v)}`,
  );
}

function moved(v: Value, bound: Bound, unit: Unit | undefined): Value {
  if (typeof bound === 'string') return v;
  if (unit !== undefined) return new Date(addUnits((v as Date).getTime(), unit, toNumber(bound), UTC));
  return add(v as Num, bound, (x) => double(Number(x)));
}

const firstNotBelow = (sorted: Value[], v: Value): number => firstWhere(sorted, (x) => compare(x, v) >= 0);
const firstAbove = (sorted: Value[], v: Value): number => firstWhere(sorted, (x) => compare(x, v) > 0);

/** The first that passes a test which all after it pass too. */
function firstWhere(sorted: Value[], test: (v: Value) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const mid = (low + high) >> 1;
    if (test(sorted[mid])) high = mid;
    else low = mid + 1;
  }
  return low;
}
