/** Sorting by a pattern such as `{a: 1, 'b.c': -1}`, in the order of BSON values. */
import { type Doc, isNumber, isObject, toNumber, type Value } from '../bson/values.ts';
import { type Order, SIMPLE } from '../collation/order.ts';
import { fail } from '../errors.ts';
import { extractKeys } from '../storage/keys.ts';
import { orderOf, type Vars } from './expression.ts';
import { checkFieldPath } from './path.ts';

export interface SortPattern {
  fields: string[];
  paths: string[][];
  signs: number[];
  /** How two values of a field are compared. */
  order: Order;
}

export function parseSort(spec: Doc, order: Order = SIMPLE): SortPattern {
  const fields = Object.keys(spec);
  const signs = fields.map((field) => {
    const dir = spec[field];
    if (isObject(dir) && '$meta' in dir)
      return fail(2, `$meta sort is not supported: text search is not modelled`);
    if (!isNumber(dir)) return fail(15974, `Illegal key in $sort specification: ${field}: ${String(dir)}`);
    const n = toNumber(dir);
    if (n !== 1 && n !== -1)
      return fail(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    checkFieldPath(field);
    return n;
  });
  return { fields, paths: fields.map((f) => f.split('.')), signs, order };
}

/** The same fields, in the order that the variables tell of. */
export function inOrderOf(pattern: SortPattern, vars: Vars): SortPattern {
  const order = orderOf(vars);
  return order === pattern.order ? pattern : { ...pattern, order };
}

/** The key of a document: where arrays give several, the first in the order of the pattern. */
export function sortKey(doc: Doc, pattern: SortPattern): Value[] {
  // The server takes `_id` alone as it stands, also where a pipeline made it an array.
  if (pattern.fields.length === 1 && pattern.fields[0] === '_id')
    return [Object.hasOwn(doc, '_id') ? doc._id : null];
  const { keys } = extractKeys(doc, pattern.paths, 2);
  let best = keys[0]!;
  for (let i = 1; i < keys.length; i++) if (compareKeys(keys[i]!, best, pattern) < 0) best = keys[i]!;
  return best;
}

export function compareKeys(a: Value[], b: Value[], { signs, order }: SortPattern): number {
  for (let i = 0; i < signs.length; i++) {
    const found = order.compare(a[i], b[i]);
    if (found !== 0) return found * signs[i]!;
  }
  return 0;
}

/** Sorts stably; `docOf` says where an item has its document. */
export function sortBy<I>(items: I[], pattern: SortPattern, docOf: (item: I) => Doc): I[] {
  const keyed = items.map((item) => ({ item, key: sortKey(docOf(item), pattern) }));
  keyed.sort((a, b) => compareKeys(a.key, b.key, pattern));
  return keyed.map((k) => k.item);
}
