/** Clustered collections, of 5.3: their documents are kept in the order of `_id`, and there is no index besides. */
import { show } from '../bson/show.ts';
import { type Doc, isObject, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import { isAtLeast } from '../version.ts';
import { required } from './fields.ts';
import { isIdKey } from './index-spec.ts';
import type { Request } from './request.ts';

export const CLUSTERED = 'clusteredIndex';

export const knowsClustered = ({ version }: Request): boolean => isAtLeast(version, '6.0');

/** The option of `create` as it is kept. Throws where it makes no sense. */
export function clusteredOption(given: Value): Doc {
  const path = `create.${CLUSTERED}`;
  if (!isObject(given))
    return fail(14, `BSON field '${path}' is the wrong type '${typeName(given)}', expected type 'object'`);
  for (const field of Object.keys(given))
    if (!['v', 'key', 'unique', 'name'].includes(field))
      fail(40415, `BSON field '${path}.${field}' is an unknown field.`);
  required(given, 'key', path);
  required(given, 'unique', path);
  const { v = 2, key, unique, name = '_id_' } = given;
  if (!isObject(key) || !isIdKey(key))
    fail(197, `The clusteredIndex option supports only key: {_id: 1} but ${show(key)} was provided`);
  if (unique !== true) fail(5979700, 'The clusteredIndex option requires unique: true to be specified');
  return { v, key, name, unique };
}

/** What `listIndexes` shows in the place of the index on `_id`. */
export function shownIdIndex({ options, indexes }: Collection): Doc {
  const clustered = options[CLUSTERED] as Doc | undefined;
  return clustered ? { ...clustered, clustered: true } : indexes[0]!.spec;
}
