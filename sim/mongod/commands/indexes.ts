/** createIndexes, dropIndexes, listIndexes. Indexes are built at once: there is no build in the background. */

import { identical } from '../bson/compare.ts';
import { encode } from '../bson/encode.ts';
import { show } from '../bson/show.ts';
import { type Doc, isObject, typeName, type Value } from '../bson/values.ts';
import type { Writer } from '../engine.ts';
import { fail, MongoError } from '../errors.ts';
import { addIndex } from '../oplog/apply.ts';
import type { Collection } from '../storage/collection.ts';
import type { IndexSpec } from '../storage/index.ts';
import { shownIdIndex } from './clustered.ts';
import { openList } from './cursor.ts';
import { isGeneric } from './fields.ts';
import { parseSpec } from './index-spec.ts';
import { namespace, type Reply, type Request, writableNamespace } from './request.ts';
import { unblocked } from './statements.ts';
import { requireNoView } from './views.ts';

const FIELDS = new Set(['createIndexes', 'indexes', 'commitQuorum', 'ignoreUnknownIndexOptions']);

export async function createIndexes(req: Request): Promise<Reply> {
  const { cmd } = req;
  for (const field of Object.keys(cmd)) {
    if (!FIELDS.has(field) && !isGeneric(field))
      fail(2, `Invalid field specified for createIndexes command: ${field}`);
  }
  const ns = writableNamespace(req.db, cmd.createIndexes);
  if (!Array.isArray(cmd.indexes)) {
    return cmd.indexes === undefined
      ? fail(9, "The 'indexes' field is a required argument of the createIndexes command")
      : fail(14, `The field 'indexes' must be an array, but got ${typeName(cmd.indexes)}`);
  }
  if (cmd.indexes.length === 0) fail(2, 'Must specify at least one index to create');
  requireNoView(req.store, ns);
  const existing = req.store.get(ns);
  const specs = cmd.indexes.map((spec) => parseSpec(spec, req.version, existing?.collation?.spec));
  const writer = req.writer();
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
  reply.commitQuorum = cmd.commitQuorum ?? 'votingMembers';
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

const SAME = ['unique', 'sparse', 'expireAfterSeconds', 'partialFilterExpression'];

/** Whether the index is there already. Throws where another one is in its way. */
function exists(coll: Collection, spec: IndexSpec): boolean {
  const option = (a: IndexSpec, name: string): Value =>
    name === 'sparse' ? Boolean(a.sparse) : (a[name] ?? null);
  const sameOptions = (a: IndexSpec): boolean => SAME.every((o) => identical(option(a, o), option(spec, o)));
  for (const { spec: old } of coll.indexes) {
    const sameKey = identical(old.key, spec.key) && identical(old.collation, spec.collation);
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
      fail(85, `Index: ${show(spec)} already exists with different options: ${show(old)}`);
    }
  }
  return false;
}

export function listIndexes(req: Request): Reply {
  const ns = namespace(req.db, req.cmd.listIndexes);
  requireNoView(req.store, ns);
  const coll = req.store.get(ns);
  if (!coll) return fail(26, `ns does not exist: ${ns}`);
  const [, ...others] = coll.indexes.map(({ spec }) => spec as Doc);
  const docs = [shownIdIndex(coll), ...others].map((spec) => {
    const { v, key, name, unique, ...rest } = spec;
    if (rest.hidden === false) delete rest.hidden;
    return encode(unique ? { v, unique, key, name, ...rest } : { v, key, name, ...rest });
  });
  return openList(req, ns, docs);
}

export function dropIndexes(req: Request): Reply {
  const name = req.cmd[req.name];
  const ns = writableNamespace(req.db, name);
  requireNoView(req.engine.store, ns);
  const coll = req.engine.store.get(ns);
  if (!coll) return fail(26, `ns not found ${ns}`);
  const nIndexesWas = coll.indexes.length;
  const { index } = req.cmd;
  const names = indexNames(coll, index);
  for (const one of names) {
    const spec = coll.indexes.find((index) => index.spec.name === one)?.spec;
    req.writer().command(req.db, { dropIndexes: name, index: one, spec }, coll.uuid);
  }
  const fields: Doc = { nIndexesWas };
  if (index === '*') fields.msg = 'non-_id indexes dropped for collection';
  return { fields };
}

function indexNames(coll: Collection, index: Value): string[] {
  if (index === '*') return coll.indexes.slice(1).map((i) => i.spec.name);
  if (Array.isArray(index)) return index.flatMap((one) => indexNames(coll, one));
  if (index === undefined)
    return fail(40414, "BSON field 'dropIndexes.index' is missing but a required field");
  const [found, ...more] = coll.indexes.filter((i) =>
    isObject(index) ? identical(i.spec.key, index) : i.spec.name === index,
  );
  if (more.length > 0)
    fail(181, `${more.length + 1} indexes found for key: ${show(index)}, identify by name instead.`);
  if (!found)
    return isObject(index)
      ? fail(27, `can't find index with key: ${show(index)}`)
      : fail(27, `index not found with name [${String(index)}]`);
  if (found.spec.name === '_id_') fail(72, 'cannot drop _id index');
  return [found.spec.name];
}
