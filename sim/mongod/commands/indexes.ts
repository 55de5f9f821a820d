/** createIndexes, dropIndexes, listIndexes. Indexes are built at once: there is no build in the background. */

import { identical } from '../bson/compare.ts';
import { encode } from '../bson/encode.ts';
import { type Doc, isNumber, isObject, toNumber, typeName, type Value } from '../bson/values.ts';
import type { Writer } from '../engine.ts';
import { fail, MongoError } from '../errors.ts';
import { addIndex } from '../oplog/apply.ts';
import { compileFilter } from '../query/match.ts';
import type { Collection } from '../storage/collection.ts';
import { type IndexSpec, show } from '../storage/index.ts';
import { openCursor } from './read.ts';
import { namespace, type Reply, type Request, writableNamespace } from './request.ts';
import { unblocked } from './statements.ts';
import { refuseCollation } from './write.ts';

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
const PLUGINS = ['text', '2d', '2dsphere', 'hashed', 'geoHaystack'];

export async function createIndexes(req: Request): Promise<Reply> {
  const { cmd } = req;
  const ns = writableNamespace(req.db, cmd.createIndexes);
  if (!Array.isArray(cmd.indexes)) {
    return cmd.indexes === undefined
      ? fail(40414, "BSON field 'createIndexes.indexes' is missing but a required field")
      : fail(14, `The field 'indexes' must be an array, but got ${typeName(cmd.indexes)}`);
  }
  if (cmd.indexes.length === 0) fail(2, 'Must specify at least one index to create');
  const specs = cmd.indexes.map(parseSpec);
  const writer = req.writer();
  const existing = req.store.get(ns);
  const created = !existing;
  if (req.txn && existing && !req.txn.created(ns))
    fail(263, `Cannot create new indexes on existing collection ${ns} in a multi-document transaction.`);
  const coll = existing ?? writer.create(ns);
  const numIndexesBefore = coll.indexes.length;
  let known = 0;
  for (const spec of specs) if (exists(coll, spec)) known++;
  const reply: Doc = {};
  if (known === specs.length && !created) {
    return {
      fields: { numIndexesBefore, numIndexesAfter: numIndexesBefore, note: 'all indexes already exist' },
    };
  }
  for (const spec of specs) {
    if (exists(coll, spec)) continue;
    await unblocked(req, () => build(writer, coll, spec));
  }
  reply.createdCollectionAutomatically = created;
  reply.numIndexesBefore = numIndexesBefore;
  reply.numIndexesAfter = coll.indexes.length;
  if (known > 0) reply.note = 'index already exists';
  reply.commitQuorum = 'votingMembers';
  return { fields: reply };
}

function build(writer: Writer, coll: Collection, spec: IndexSpec): void {
  try {
    addIndex(coll, spec);
  } catch (error) {
    if (!(error instanceof MongoError)) throw error;
    throw new MongoError(
      error.code,
      `Index build failed: Collection ${coll.ns} :: caused by :: ${error.message}`,
      error.extra,
    );
  }
  writer.indexed(coll, spec);
}

function parseSpec(given: Value): IndexSpec {
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
    if (field.includes('$**')) bad(67, 'wildcard indexes are not supported by this server');
    if (field.startsWith('$'))
      bad(67, `Index key contains an illegal field name: field name starts with '$'.`);
    if (typeof dir === 'string') {
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
  if (name === undefined) return bad(9, "The 'name' field is a required property of an index specification");
  if (typeof name !== 'string')
    return bad(14, `The field 'name' must be a string, but got ${typeName(name)}`);
  if (name === '') bad(67, 'index name cannot be empty');
  if (name === '*') bad(2, "The index name '*' is not valid.");
  refuseCollation(given.collation);
  const spec: IndexSpec = { v: 2, key, name };
  if (isIdKey(key)) {
    if (given.sparse || given.partialFilterExpression)
      bad(197, `The field 'sparse' is not valid for an _id index specification.`);
    if (given.unique === false) bad(197, "The field 'unique' is not valid for an _id index specification.");
    spec.name = '_id_';
    return spec;
  }
  for (const flag of ['unique', 'sparse', 'hidden', 'background']) {
    const v = given[flag];
    if (v === undefined) continue;
    if (typeof v !== 'boolean' && !isNumber(v))
      bad(14, `The field '${flag}' has value ${flag}: ${show(v)}, which is not convertible to bool`);
    if (v === true || (isNumber(v) && toNumber(v) !== 0)) spec[flag] = true;
  }
  if (given.expireAfterSeconds !== undefined) {
    if (!isNumber(given.expireAfterSeconds))
      bad(
        67,
        `TTL index 'expireAfterSeconds' option must be numeric, but received a type of '${typeName(given.expireAfterSeconds)}'`,
      );
    spec.expireAfterSeconds = given.expireAfterSeconds;
  }
  const partial = given.partialFilterExpression;
  if (partial !== undefined) {
    if (!isObject(partial))
      return bad(14, `The field 'partialFilterExpression' must be an object, but got ${typeName(partial)}`);
    if (given.sparse) bad(67, 'cannot mix "partialFilterExpression" and "sparse" options');
    checkPartial(partial, bad);
    spec.partialFilterExpression = partial;
  }
  return spec;
}

function checkPartial(filter: Doc, bad: (code: number, why: string) => never): void {
  compileFilter(filter);
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and') for (const part of value as Doc[]) checkPartial(part, bad);
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

const isIdKey = (key: Doc): boolean =>
  Object.keys(key).length === 1 && isNumber(key._id) && toNumber(key._id) === 1;

const SAME = ['unique', 'sparse', 'expireAfterSeconds', 'partialFilterExpression'];

/** Whether the index is there already. Throws where another one is in its way. */
function exists(coll: Collection, spec: IndexSpec): boolean {
  const sameOptions = (a: IndexSpec): boolean => SAME.every((o) => identical(a[o] ?? null, spec[o] ?? null));
  for (const { spec: old } of coll.indexes) {
    const sameKey =
      identical(old.key, spec.key) && Object.keys(old.key).length === Object.keys(spec.key).length;
    if (old.name === spec.name) {
      if (!sameKey)
        fail(
          86,
          `Index must have unique name.The existing index: ${show(old)} has the same name as the requested index: ${show(spec)}`,
        );
      if (!sameOptions(old)) fail(85, `Index with name: ${spec.name} already exists with different options`);
      return true;
    }
    if (sameKey) {
      if (sameOptions(old)) fail(85, `Index with name: ${spec.name} already exists with a different name`);
      if (identical(old.partialFilterExpression ?? null, spec.partialFilterExpression ?? null)) {
        fail(85, `Index: ${show(spec)} already exists with different options: ${show(old)}`);
      }
    }
  }
  return false;
}

export function listIndexes(req: Request): Reply {
  const ns = namespace(req.db, req.cmd.listIndexes);
  const coll = req.store.get(ns);
  if (!coll) return fail(26, `ns does not exist: ${ns}`);
  const docs = coll.indexes.map(({ spec }) => {
    const { v, key, name, unique, ...rest } = spec;
    return encode(unique ? { v, unique, key, name, ...rest } : { v, key, name, ...rest });
  });
  const size =
    isObject(req.cmd.cursor) && req.cmd.cursor.batchSize !== undefined
      ? toNumber(req.cmd.cursor.batchSize)
      : undefined;
  return openCursor(req, ns, docs[Symbol.iterator](), size ?? Number.POSITIVE_INFINITY);
}

export function dropIndexes(req: Request): Reply {
  const name = req.cmd[req.name];
  const ns = writableNamespace(req.db, name);
  const coll = req.engine.store.get(ns);
  if (!coll) return fail(26, `ns not found ${ns}`);
  const nIndexesWas = coll.indexes.length;
  const { index } = req.cmd;
  const names = indexNames(coll, index);
  for (const one of names) req.writer().command(req.db, { dropIndexes: name, index: one }, coll.uuid);
  const fields: Doc = { nIndexesWas };
  if (index === '*') fields.msg = 'non-_id indexes dropped for collection';
  return { fields };
}

function indexNames(coll: Collection, index: Value): string[] {
  if (index === '*') return coll.indexes.slice(1).map((i) => i.spec.name);
  if (Array.isArray(index)) return index.flatMap((one) => indexNames(coll, one));
  if (index === undefined)
    return fail(40414, "BSON field 'dropIndexes.index' is missing but a required field");
  const found = coll.indexes.find((i) =>
    isObject(index) ? identical(i.spec.key, index) : i.spec.name === index,
  );
  if (!found)
    return isObject(index)
      ? fail(27, `can't find index with key: ${show(index)}`)
      : fail(27, `index not found with name [${String(index)}]`);
  if (found.spec.name === '_id_') fail(72, 'cannot drop _id index');
  return [found.spec.name];
}
