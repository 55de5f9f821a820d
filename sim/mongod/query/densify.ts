/** `$densify`: documents are made where values of a field are missing from a range of steps. */
import { compare } from '../bson/compare.ts';
import { keyOf } from '../bson/keystring.ts';
import { asInteger, type Num } from '../bson/number.ts';
import { type Doc, isNumber, isObject, toNumber, typeName, typeOf, type Value } from '../bson/values.ts';
import { checkFields, idl, required } from '../commands/fields.ts';
import { fail } from '../errors.ts';
import { addUnits, type Unit, unitOf } from './dates/calendar.ts';
import { UTC } from './dates/zone.ts';
import { plus } from './operators/arithmetic.ts';
import { absent } from './operators/named.ts';
import { checkFieldPath, getPath } from './path.ts';
import { parseSort, sortBy } from './sort.ts';
import { put, type Stage } from './stage.ts';

const MAX_MADE = 500_000;

interface Range {
  step: Num;
  unit: Unit | undefined;
  bounds: 'full' | 'partition' | readonly [Value, Value];
}

export function densify(spec: Value): Stage {
  if (!isObject(spec))
    return fail(9, `The $densify stage specification must be an object, found ${typeName(spec)}`);
  const kinds = { field: 'string', partitionByFields: 'array', range: 'object' } as const;
  checkFields('', spec, kinds, idl('$densify'));
  for (const name of ['field', 'range']) required(spec, name, '$densify');
  const { field, partitionByFields = [] } = spec as { field: string; partitionByFields?: string[] };
  const range = rangeOf(spec.range as Doc);
  for (const path of [field, ...partitionByFields]) checkFieldPath(path);
  if (field.startsWith('$')) fail(16410, "FieldPath field names may not start with '$'.");
  if (range.bounds === 'partition' && partitionByFields.length === 0)
    fail(
      5733408,
      "One cannot specify the bounds as 'partition' without specifying a non-empty array of partitionByFields. You may have meant to specify 'full' bounds.",
    );
  const byPartition = range.bounds === 'full' ? [] : partitionByFields;
  const order = parseSort(Object.fromEntries([...byPartition, field].map((path) => [path, 1])));
  const paths = partitionByFields.map((path) => path.split('.'));
  return (docs) => new Densifier(field.split('.'), paths, range).run(sortBy([...docs], order, (doc) => doc));
}

function rangeOf(spec: Doc): Range {
  checkFields('', spec, { step: 'any', unit: 'string', bounds: 'any' }, idl('$densify.range'));
  for (const name of ['step', 'bounds']) required(spec, name, '$densify.range');
  const { step } = spec;
  if (!isNumber(step) || toNumber(step) <= 0)
    return fail(5733401, 'The step parameter in a range statement must be a strictly positive numeric value');
  const unit = spec.unit === undefined ? undefined : unitOf(spec.unit as string);
  if (unit && asInteger(step) === undefined)
    fail(
      6586400,
      'The step parameter in a range statement must be a whole number when densifying a date range',
    );
  return { step, unit, bounds: boundsOf(spec.bounds, step, unit) };
}

function boundsOf(bounds: Value, step: Num, unit: Unit | undefined): Range['bounds'] {
  if (bounds === 'full' || bounds === 'partition') return bounds;
  if (typeof bounds === 'string') return fail(5946802, "Bounds string must either be 'full' or 'partition'");
  if (!Array.isArray(bounds))
    return fail(
      5733404,
      "The bounds in a range statement must be the string 'full', 'partition', or an ascending array of two numbers or two dates",
    );
  if (bounds.length !== 2)
    fail(5733403, 'A bounding array in a range statement must have exactly two elements');
  const [low, high] = bounds as [Value, Value];
  if (compare(low, high) > 0)
    fail(5733402, 'A bounding array must be an ascending array of either two dates or two numbers');
  const both = 'A bounding array must contain either both dates or both numeric types';
  if (isNumber(low)) {
    if (unit) fail(5733409, 'Numeric bounds may not have unit parameter');
    if (!isNumber(high)) return fail(5733406, both);
    if (typeOf(low) !== typeOf(high) || typeOf(low) !== typeOf(step))
      fail(5876900, 'Upper bound, lower bound, and step must all have the same type');
  } else if (low instanceof Date) {
    if (!(high instanceof Date)) fail(5733405, both);
    if (!unit) fail(5733410, 'A bounding array of dates must specify a unit');
  } else fail(5946800, 'Explicit bounds must be numeric or dates');
  return [low, high];
}

/** Of one partition: what its fields are, and the last value that stood on a step. */
interface Partition {
  fields: Doc;
  last: Value;
}

class Densifier {
  private readonly path: string[];
  private readonly partitionPaths: string[][];
  private readonly range: Range;
  private readonly partitions = new Map<string, Partition>();
  private made = 0;

  constructor(path: string[], partitionPaths: string[][], range: Range) {
    this.path = path;
    this.partitionPaths = partitionPaths;
    this.range = range;
  }

  *run(docs: Doc[]): Generator<Doc> {
    const { bounds } = this.range;
    const values = docs.map((doc) => this.valueOf(doc));
    const known = values.filter((v) => v !== undefined);
    const full = bounds === 'full' ? known : [];
    // Where everything is densified all partitions begin with the least value of any.
    const least = typeof bounds === 'string' ? full[0] : bounds[0];
    for (let i = 0; i < docs.length; i++) {
      const value = values[i];
      if (value === undefined) {
        yield docs[i]!;
        continue;
      }
      yield* this.before(docs[i]!, value, least);
      yield docs[i]!;
    }
    if (typeof bounds !== 'string') yield* this.rest(bounds[1], false, bounds[0]);
    else if (full.length > 0) yield* this.rest(full.at(-1), true, least);
  }

  /** Undefined for what is densified in no way. */
  private valueOf(doc: Doc): Value {
    const v = getPath(doc, this.path);
    if (absent(v)) return undefined;
    if (this.range.unit === undefined) {
      if (isNumber(v)) return v;
      if (v instanceof Date)
        return fail(
          6053600,
          'PreviousValue must be numeric if there is no unit: $densify of dates requires a unit',
        );
      return fail(5733201, 'Densify field type must be numeric or a date');
    }
    if (v instanceof Date) return v;
    return isNumber(v)
      ? fail(6053600, 'Encountered non-date value in collection when unit was specified in $densify')
      : fail(5733201, 'Densify field type must be numeric or a date');
  }

  private partitionOf(doc: Doc): Partition {
    const fields = this.partitionPaths.reduce<Doc>(
      (out, path) => put(out, path, 0, getPath(doc, path)) as Doc,
      {},
    );
    const key = keyOf(fields);
    let partition = this.partitions.get(key);
    if (!partition) {
      partition = { fields, last: undefined };
      this.partitions.set(key, partition);
    }
    return partition;
  }

  /** What is missing in its partition before a document. */
  private *before(doc: Doc, value: Value, least: Value): Generator<Doc> {
    const partition = this.partitionOf(doc);
    const { bounds } = this.range;
    const upper = typeof bounds === 'string' ? undefined : bounds[1];
    if (partition.last === undefined) {
      // What lies before the bounds is passed by.
      const start = least ?? value;
      if (compare(value, start) < 0) return;
      if (compare(value, start) === 0) {
        partition.last = value;
        return;
      }
      yield* this.fill(partition, start, value, upper);
    } else yield* this.fill(partition, this.next(partition.last), value, upper);
    if (compare(value, this.next(partition.last)) === 0) partition.last = value;
  }

  /** From there on, in steps, to before what is there. */
  private *fill(partition: Partition, from: Value, to: Value, upper: Value): Generator<Doc> {
    for (
      let v = from;
      compare(v, to) < 0 && (upper === undefined || compare(v, upper) < 0);
      v = this.next(v)
    ) {
      yield this.make(partition, v);
      partition.last = v;
    }
    partition.last ??= from;
  }

  private *rest(end: Value, inclusive: boolean, least: Value): Generator<Doc> {
    if (this.partitions.size === 0 && this.partitionPaths.length === 0)
      this.partitions.set('', { fields: {}, last: undefined });
    for (const partition of this.partitions.values()) {
      let v = partition.last === undefined ? least : this.next(partition.last);
      if (compare(v, least) < 0) v = least;
      for (; compare(v, end) < (inclusive ? 1 : 0); v = this.next(v)) yield this.make(partition, v);
    }
  }

  private next(v: Value): Value {
    const { step, unit } = this.range;
    return v instanceof Date
      ? new Date(addUnits(v.getTime(), unit!, toNumber(step), UTC))
      : plus(v as Num, step);
  }

  private make({ fields }: Partition, v: Value): Doc {
    if (++this.made > MAX_MADE)
      fail(
        5897900,
        `Generated ${this.made} documents in $densify, which is over the limit of ${MAX_MADE}. Increase the 'internalQueryMaxAllowedDensifyDocs' parameter to allow more generated documents`,
      );
    return put(fields, this.path, 0, v) as Doc;
  }
}
