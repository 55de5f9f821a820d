/** What an upsert makes of its filter: the document that it starts from, of all that the filter says must be equal. */

import { BSONRegExp } from 'bson';
import { type Doc, isObject, setField, type Value } from '../../bson/values.ts';
import { Collation, sameCollation } from '../../collation/collation.ts';
import { SIMPLE } from '../../collation/order.ts';
import { fail } from '../../errors.ts';
import { DuplicateKey } from '../../storage/index.ts';
import { conjuncts } from '../bounds.ts';
import { isEquality, isOperatorObject } from '../leaf.ts';

export function upsertBase(filter: Doc, replacing: boolean): Doc {
  const fields = new Map<string, Value>();
  collect(filter, fields);
  const doc: Doc = {};
  if (fields.has('_id')) doc._id = fields.get('_id');
  if (replacing) return doc;
  for (const [path, value] of fields) if (path !== '_id') setAt(doc, path.split('.'), value, path);
  return doc;
}

function collect(filter: Doc, fields: Map<string, Value>): void {
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and' || (name === '$or' && Array.isArray(value) && value.length === 1)) {
      for (const part of value as Doc[]) collect(part, fields);
    } else if (!name.startsWith('$')) {
      if (isOperatorObject(value)) {
        if (Object.hasOwn(value, '$eq')) put(name, value.$eq, fields);
        else if (Array.isArray(value.$all) && value.$all.length === 1 && !isOperatorObject(value.$all[0]))
          put(name, value.$all[0], fields);
        else if (Array.isArray(value.$in) && value.$in.length === 1 && !(value.$in[0] instanceof BSONRegExp))
          put(name, value.$in[0], fields);
      } else if (!(value instanceof BSONRegExp)) put(name, value, fields);
    }
  }
}

function put(path: string, value: Value, fields: Map<string, Value>): void {
  if (fields.has(path)) fail(54, `cannot infer query fields to set, path '${path}' is matched twice`);
  for (const other of fields.keys()) {
    if (other.startsWith(`${path}.`) || path.startsWith(`${other}.`)) {
      const [a, b] = other.length > path.length ? [path, other] : [other, path];
      fail(54, `cannot infer query fields to set, both paths '${b}' and '${a}' are matched`);
    }
  }
  fields.set(path, value);
}

function setAt(doc: Doc, path: string[], value: Value, full: string): void {
  let here = doc;
  for (const part of path.slice(0, -1)) {
    const next = here[part];
    if (next !== undefined && !isObject(next)) fail(28, `Cannot create field in '${full}'`);
    const inner: Doc = isObject(next) ? next : {};
    setField(here, part, inner);
    here = inner;
  }
  setField(here, path.at(-1)!, value);
}

/**
 * Whether the error says that the key is taken which the filter asks for: just the fields of a unique index, each by
 * its value. Such an upsert is done again; by any other filter the document that has the key need not be the one sought.
 */
export function meetsItsOwn(filter: Doc, error: unknown, collation: Collation | undefined): boolean {
  if (!(error instanceof DuplicateKey)) return false;
  const { values, spec } = error;
  if (!sameCollation(collation, Collation.from(spec))) return false;
  const equal = new Map<string, Value>();
  for (const [field, value] of conjuncts(filter)) {
    if (!isEquality(value)) return false;
    equal.set(field, isOperatorObject(value) ? value.$eq : value);
  }
  const order = collation ?? SIMPLE;
  const fields = Object.keys(values);
  return (
    equal.size === fields.length &&
    fields.every((field) => equal.has(field) && order.equal(equal.get(field), values[field]))
  );
}
