/** `$push`: where the new elements go, and how the array is sorted and cut afterwards. */
import { identical } from '../../bson/compare.ts';
import { asInteger } from '../../bson/number.ts';
import { type Doc, isNumber, isObject, toNumber, typeName, type Value } from '../../bson/values.ts';
import type { Order } from '../../collation/order.ts';
import { fail } from '../../errors.ts';
import { orderOf } from '../expression.ts';
import { parseSort, sortBy } from '../sort.ts';
import type { Modifier } from './modifiers.ts';
import { idOf, NOTHING } from './place.ts';
import type { UpdateOptions } from './update.ts';

export function push(arg: Value, _field: string, options: UpdateOptions): Modifier['apply'] {
  const each = isObject(arg) && Object.hasOwn(arg, '$each');
  const opts = each ? (arg as Doc) : {};
  const items = each ? opts.$each : [arg];
  if (!Array.isArray(items))
    return fail(2, `The argument to $each in $push must be an array but it was of type: ${typeName(items)}`);
  for (const name of Object.keys(opts)) {
    if (!['$each', '$slice', '$sort', '$position'].includes(name))
      fail(2, `Unrecognized clause in $push: ${name}`);
  }
  const slice = whole(opts.$slice, '$slice');
  const position = whole(opts.$position, '$position');
  const sort = sorter(opts.$sort, orderOf(options.vars ?? {}));
  return (old, { doc, path }) => {
    if (old !== NOTHING && !Array.isArray(old)) {
      return fail(
        2,
        `The field '${path.join('.')}' must be an array but is of type ${typeName(old)} in document ${idOf(doc)}`,
      );
    }
    const before = old === NOTHING ? [] : (old as Value[]);
    const at =
      position === undefined
        ? before.length
        : position < 0
          ? Math.max(0, before.length + position)
          : Math.min(position, before.length);
    let value = [...before.slice(0, at), ...items, ...before.slice(at)];
    if (sort) value = sort(value);
    const cut = slice !== undefined && value.length > Math.abs(slice);
    if (cut) value = slice >= 0 ? value.slice(0, slice) : value.slice(slice);
    if (old !== NOTHING && identical(old, value)) return undefined;
    // Only what is sure to come behind the end is told element by element.
    const behind = position === undefined || position > before.length;
    if (before.length === 0 || sort || cut || !behind) return { value };
    return { value, appended: items.map((item, i) => [before.length + i, item]) };
  };
}

function whole(v: Value, name: string): number | undefined {
  if (v === undefined) return undefined;
  const n = asInteger(v);
  return n === undefined
    ? fail(2, `The value for ${name} must be an integer value but was given type: ${typeName(v)}`)
    : Number(n);
}

function sorter(spec: Value, order: Order): ((list: Value[]) => Value[]) | undefined {
  if (spec === undefined) return undefined;
  if (isNumber(spec)) {
    const sign = asInteger(spec);
    if (sign !== 1n && sign !== -1n) return fail(2, 'The $sort element value must be either 1 or -1');
    return (list) => list.toSorted((a, b) => order.compare(a, b) * Number(sign));
  }
  if (!isObject(spec))
    return fail(
      2,
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    );
  if (Object.keys(spec).length === 0)
    fail(2, 'The $sort pattern is empty when it should be a set of fields.');
  for (const [field, direction] of Object.entries(spec)) {
    if (!isNumber(direction) || Math.abs(toNumber(direction)) !== 1)
      fail(2, 'The $sort element value must be either 1 or -1');
    if (field.split('.').includes(''))
      fail(2, `The $sort field is a dotted field but has an empty part: ${field}`);
  }
  const pattern = parseSort(spec, order);
  return (list) => sortBy(list, pattern, (v) => (isObject(v) ? v : {}));
}
