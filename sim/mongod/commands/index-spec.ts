/** One index as createIndexes is given it: what may stand in it, and how it is stored. */

import { identical } from '../bson/compare.ts';
import { truthy } from '../bson/number.ts';
import { show } from '../bson/show.ts';
import { type Doc, isNumber, isObject, toNumber, typeName, type Value } from '../bson/values.ts';
import { Collation } from '../collation/collation.ts';
import type { CollationSpec } from '../collation/spec.ts';
import { fail } from '../errors.ts';
import { varsUnder } from '../query/expression.ts';
import { compileFilter } from '../query/match.ts';
import type { IndexSpec } from '../storage/index.ts';
import { isWildcard } from '../storage/wildcard.ts';
import { isAtLeast, type ServerVersion } from '../version.ts';
import { collationOf } from './request.ts';

const OPTIONS = new Set([
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'background',
  'expireAfterSeconds',
  'partialFilterExpression',
  'collation',
  'hidden',
  'ns',
  'storageEngine',
  'dropDups',
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'wildcardProjection',
]);
const PLUGINS = ['text', '2d', '2dsphere', 'geoHaystack'];

const ID_OPTIONS = new Set(['v', 'key', 'name', 'ns', 'collation', 'background']);
type Bad = (code: number, why: string) => never;
const MAX_EXPIRY_S = 2_147_483_647;

/** The specification as it is stored, with the collection's collation if it has no other. Throws what the server refuses. */
export function parseSpec(
  given: Value,
  version: ServerVersion,
  inherited: CollationSpec | undefined,
): IndexSpec {
  if (!isObject(given))
    return fail(14, `The elements of the 'indexes' array must be objects, but got ${typeName(given)}`);
  const bad = (code: number, why: string): never =>
    fail(code, `Error in specification ${show(given)} :: caused by :: ${why}`);
  for (const name of Object.keys(given)) {
    if (!OPTIONS.has(name))
      bad(197, `The field '${name}' is not valid for an index specification. Specification: ${show(given)}`);
  }
  const { key, name } = given;
  if (key === undefined) return bad(9, "The 'key' field is a required property of an index specification");
  if (!isObject(key)) return bad(14, `The field 'key' must be an object, but got ${typeName(key)}`);
  if (Object.keys(key).length === 0) bad(67, 'Index keys cannot be empty.');
  for (const [field, dir] of Object.entries(key)) {
    if (field === '') bad(67, 'Index keys cannot be an empty field.');
    if (field.split('.').some((p) => p === '')) bad(67, 'Index keys cannot contain an empty field.');
    if (field.startsWith('$') && field !== '$**')
      bad(67, `Index key contains an illegal field name: field name starts with '$'.`);
    if (dir === 'hashed' && !isWildcard(key)) continue;
    if (typeof dir === 'string') {
      if (isWildcard({ [field]: 1 }))
        bad(67, "The key pattern value for an 'wildcard' index must be a non-zero number, not a string.");
      if (PLUGINS.includes(dir)) bad(67, `index type '${dir}' is not supported by this server`);
      bad(67, `Unknown index plugin '${dir}'`);
    }
    if (!isNumber(dir))
      bad(
        67,
        `Values in v:2 index key pattern cannot be of type ${typeName(dir)}. Only numbers > 0, numbers < 0, and strings are allowed.`,
      );
    if (toNumber(dir) === 0) bad(67, 'Values in the index key pattern cannot be 0.');
    if (Number.isNaN(toNumber(dir))) bad(67, 'Values in the index key pattern cannot be NaN.');
  }
  checkHashed(key, given);
  checkWildcard(key, given, version, bad);
  if (name === undefined) return bad(9, "The 'name' field is a required property of an index specification");
  if (typeof name !== 'string')
    return bad(14, `The field 'name' must be a string, but got ${typeName(name)}`);
  if (name === '') bad(67, 'index name cannot be empty');
  if (name === '*') bad(2, "The index name '*' is not valid.");
  const collation = collationFor(version, given.collation, inherited, bad);
  const spec: IndexSpec = { v: 2, key, name };
  if (name === '_id_' && !isIdKey(key))
    bad(
      2,
      `The index name '_id_' is reserved for the _id index, which must have key pattern {_id: 1}, found ${show(key)}`,
    );
  if (isIdKey(key)) {
    const odd = Object.keys(given).find((field) => !ID_OPTIONS.has(field));
    if (odd !== undefined) bad(197, `The field '${odd}' is not valid for an _id index specification.`);
    if (!identical(collation, inherited))
      bad(
        2,
        `The _id index must have the same collation as the collection. Index collation: ${show(collation ?? {})}, collection collation: ${show(inherited ?? {})}`,
      );
    spec.name = '_id_';
    if (collation) spec.collation = collation;
    return spec;
  }
  for (const flag of ['unique', 'sparse', 'hidden', 'background']) {
    const v = given[flag];
    if (v === undefined) continue;
    if (typeof v !== 'boolean' && !isNumber(v))
      bad(14, `The field '${flag}' has value ${flag}: ${show(v)}, which is not convertible to bool`);
    const isOn = truthy(v);
    // Kept as it is given; only what says that it is not unique or not hidden is left out.
    if (isOn) spec[flag] = flag === 'unique' ? true : v;
    else if (v === false && (flag === 'sparse' || flag === 'background')) spec[flag] = v;
  }
  if (given.expireAfterSeconds !== undefined) {
    if (!isNumber(given.expireAfterSeconds))
      bad(
        67,
        `TTL index 'expireAfterSeconds' option must be numeric, but received a type of '${typeName(given.expireAfterSeconds)}'`,
      );
    if (toNumber(given.expireAfterSeconds) < 0)
      bad(67, "TTL index 'expireAfterSeconds' option cannot be less than 0");
    if (toNumber(given.expireAfterSeconds) > MAX_EXPIRY_S)
      bad(67, "TTL index 'expireAfterSeconds' option must be within an acceptable range, try a lower number");
    if (Object.keys(key).length > 1)
      bad(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL');
    spec.expireAfterSeconds = given.expireAfterSeconds;
  }
  const partial = given.partialFilterExpression;
  if (partial !== undefined) {
    if (!isObject(partial))
      return bad(14, `The field 'partialFilterExpression' must be an object, but got ${typeName(partial)}`);
    if (given.sparse) bad(67, 'cannot mix "partialFilterExpression" and "sparse" options');
    checkPartial(partial, bad, collation);
    spec.partialFilterExpression = partial;
  }
  if (collation) spec.collation = collation;
  if (given.wildcardProjection !== undefined) spec.wildcardProjection = given.wildcardProjection;
  return spec;
}

/** It holds whatever is there, so that it can be neither unique nor sparse, nor tell what is old. */
function checkWildcard(key: Doc, given: Doc, version: ServerVersion, bad: Bad): void {
  const { wildcardProjection: projection } = given;
  if (projection !== undefined) {
    if (!isObject(projection))
      bad(14, `The field 'wildcardProjection' must be a non-empty object, but got ${typeName(projection)}`);
    const projected = projection as Doc;
    if (!isWildcard(key)) bad(2, "The field 'wildcardProjection' is only allowed in an 'wildcard' index");
    if (Object.keys(key).join() !== '$**')
      bad(9, `The field 'wildcardProjection' is only allowed when 'key' is {"$**": ±1}`);
    if (Object.keys(projected).length === 0)
      bad(9, "The 'wildcardProjection' field can't be an empty object");
    const { _id, ...rest } = projected;
    const kinds = new Set(Object.values(rest).map(truthy));
    if (kinds.size > 1) bad(31254, 'Cannot do exclusion on field in inclusion projection');
  }
  if (!isWildcard(key)) return;
  if (Object.keys(key).length > 1)
    bad(
      67,
      isAtLeast(version, '7.0')
        ? 'compound wildcard indexes are not supported by this server'
        : 'wildcard indexes do not allow compounding',
    );
  for (const option of ['sparse', 'unique'])
    if (truthy(given[option])) bad(67, `Index type 'wildcard' does not support the ${option} option`);
  if (given.expireAfterSeconds !== undefined) bad(67, "Index type 'wildcard' cannot be a TTL index");
}

/** One field may be hashed, and hashes are never unique. */
function checkHashed(key: Doc, { unique }: Doc): void {
  const hashed = Object.values(key).filter((dir) => dir === 'hashed').length;
  if (hashed > 1)
    fail(
      31303,
      `A maximum of one index field is allowed to be hashed but found ${hashed} for 'key' ${show(key)}`,
    );
  if (hashed > 0 && unique)
    fail(16764, 'Currently hashed indexes cannot guarantee uniqueness. Use a regular index.');
}

function collationFor(
  version: ServerVersion,
  given: Value,
  inherited: CollationSpec | undefined,
  bad: Bad,
): CollationSpec | undefined {
  if (given === undefined) return inherited;
  if (!isObject(given)) return bad(14, `The field 'collation' must be an object, but got ${typeName(given)}`);
  if (Object.keys(given).length === 0) bad(2, "The field 'collation' cannot be an empty object.");
  return collationOf(given, version)?.spec;
}

function checkPartial(filter: Doc, bad: Bad, collation: CollationSpec | undefined): void {
  compileFilter(filter, varsUnder(collation && new Collation(collation)));
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and') for (const part of value as Doc[]) checkPartial(part, bad, collation);
    else if (name.startsWith('$')) bad(67, `Expression not supported in partial index: ${name}`);
    else if (isObject(value)) {
      for (const op of Object.keys(value)) {
        if (op.startsWith('$') && !['$eq', '$gt', '$gte', '$lt', '$lte', '$type', '$exists'].includes(op))
          bad(67, `Expression not supported in partial index: ${op}`);
        if (op === '$exists' && value.$exists === false)
          bad(67, 'Expression not supported in partial index: $not');
      }
    }
  }
}

export const isIdKey = (key: Doc): boolean =>
  Object.keys(key).length === 1 && isNumber(key._id) && toNumber(key._id) === 1;
