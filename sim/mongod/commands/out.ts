/** `$out` and `$merge`: where a pipeline's documents are written to. */
import { show } from '../bson/show.ts';
import { type Doc, isObject, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { getPath } from '../query/path.ts';
import { type Request, writableNamespace } from './request.ts';
import { insertOne } from './statements.ts';
import { type UpdateStatement, updateDocs } from './update-statement.ts';
import { requireNoView } from './views.ts';

export async function writeOut(req: Request, name: string, spec: Value, docs: Doc[]): Promise<void> {
  if (req.txn)
    fail(
      263,
      `Operation not permitted in transaction :: caused by :: ${name} cannot be used in a transaction`,
    );
  if (name === '$out') await out(req, spec, docs);
  else await merge(req, spec, docs);
}

async function out(req: Request, spec: Value, docs: Doc[]): Promise<void> {
  const db = isObject(spec) ? String(spec.db) : req.db;
  const coll = isObject(spec) ? spec.coll : spec;
  if (typeof coll !== 'string') fail(16990, '$out only supports a string or object argument');
  const ns = writableNamespace(db, coll);
  requireNoView(req.engine.store, ns);
  const writer = req.writer();
  const old = req.engine.store.get(ns);
  if (old) writer.command(db, { drop: coll }, old.uuid);
  const fresh = writer.create(ns, old?.options ?? {});
  for (const index of old?.indexes.slice(1) ?? [])
    writer.command(db, { createIndexes: coll, spec: index.spec }, fresh.uuid);
  for (const doc of docs) await insertOne(req, writer, ns, doc, 0);
}

const MATCHED = ['replace', 'keepExisting', 'merge', 'fail'];
const NOT_MATCHED = ['insert', 'discard', 'fail'];

async function merge(req: Request, spec: Value, docs: Doc[]): Promise<void> {
  const options: Doc =
    typeof spec === 'string'
      ? { into: spec }
      : isObject(spec)
        ? spec
        : fail(51182, '$merge only supports a string or object argument');
  for (const key of Object.keys(options)) {
    if (!['into', 'on', 'let', 'whenMatched', 'whenNotMatched'].includes(key))
      fail(40415, `BSON field '$merge.${key}' is an unknown field.`);
  }
  if (options.into === undefined) fail(40414, "BSON field '$merge.into' is missing but a required field");
  const into = options.into;
  const ns = isObject(into)
    ? writableNamespace(String(into.db ?? req.db), into.coll)
    : writableNamespace(req.db, into);
  const on =
    options.on === undefined
      ? ['_id']
      : Array.isArray(options.on)
        ? options.on.map(String)
        : [String(options.on)];
  const matched = options.whenMatched ?? 'merge';
  const missing = String(options.whenNotMatched ?? 'insert');
  if (!Array.isArray(matched) && !MATCHED.includes(String(matched)))
    fail(2, `Enumeration value '${String(matched)}' for field 'whenMatched' is not a valid value.`);
  if (!NOT_MATCHED.includes(missing))
    fail(2, `Enumeration value '${missing}' for field '$merge.whenNotMatched' is not a valid value.`);
  requireNoView(req.engine.store, ns);
  const existing = req.engine.store.get(ns);
  const isUnique =
    (on.length === 1 && on[0] === '_id') ||
    existing?.indexes.some(
      (i) =>
        i.unique &&
        !i.spec.partialFilterExpression &&
        i.fields.length === on.length &&
        on.every((f) => i.fields.includes(f)),
    );
  if (!isUnique) fail(51183, 'Cannot find index to verify that join fields will be unique');
  const writer = req.writer();
  for (const doc of docs) {
    const filter: Doc = {};
    for (const field of on) {
      const v = getPath(doc, field.split('.'));
      if (v === null || v === undefined || Array.isArray(v))
        fail(51132, "$merge write error: 'on' field cannot be missing, null, undefined or an array");
      filter[field] = v;
    }
    const found = await updateDocs(req, writer, ns, statement(filter, matched, doc, options), 0);
    if (found.matched > 0) {
      if (matched === 'fail')
        fail(11000, `E11000 duplicate key error collection: ${ns} dup key: ${show(filter)}`, {
          keyPattern: Object.fromEntries(on.map((field) => [field, 1])),
          keyValue: filter,
        });
      continue;
    }
    if (missing === 'fail')
      fail(
        13113,
        '$merge could not find a matching document in the target collection for at least one document in the source collection',
      );
    if (missing === 'insert') await insertOne(req, writer, ns, doc, 0);
  }
}

function statement(filter: Doc, matched: Value, doc: Doc, options: Doc): UpdateStatement {
  const s: UpdateStatement = { filter, update: {}, multi: false, upsert: false, vars: {} };
  if (Array.isArray(matched)) {
    s.update = matched;
    s.vars = { new: doc, ...((options.let as Doc | undefined) ?? {}) };
  } else if (matched === 'replace') s.update = doc;
  else if (matched === 'merge') {
    const { _id, ...rest } = doc;
    const set = _id !== undefined && Object.hasOwn(filter, '_id') ? rest : doc;
    s.update = Object.keys(set).length > 0 ? { $set: set } : { $setOnInsert: doc };
  } else s.update = { $setOnInsert: doc };
  return s;
}
