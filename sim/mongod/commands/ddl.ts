/** Collections, databases and their listing. Index commands are in indexes.ts, collMod in collmod.ts. */
import { encode } from '../bson/encode.ts';
import { asInteger } from '../bson/number.ts';
import { show } from '../bson/show.ts';
import { type Doc, isObject, toNumber, typeName, type Value } from '../bson/values.ts';
import type { CollationSpec } from '../collation/spec.ts';
import { fail } from '../errors.ts';
import { compileFilter } from '../query/match.ts';
import type { ServerVersion } from '../version.ts';
import { CLUSTERED, clusteredOption, knowsClustered } from './clustered.ts';
import { checkValidation } from './collmod.ts';
import { isGeneric, required } from './fields.ts';
import { IMAGES, imageOption, knowsImages } from './image-option.ts';
import { isIdKey, parseSpec } from './index-spec.ts';
import { openCursor } from './read.ts';
import { collationOf, type Reply, type Request, writableNamespace } from './request.ts';

const CREATE = new Set([
  'validator',
  'validationLevel',
  'validationAction',
  'collation',
  'idIndex',
  'storageEngine',
  'indexOptionDefaults',
  'autoIndexId',
  'flags',
  'temp',
  'size',
  'max',
]);
const UNMODELLED = new Set(['capped', 'viewOn', 'pipeline']);
export function create(req: Request): Reply {
  const name = req.cmd.create;
  if (typeof name === 'string' && name.startsWith('.')) fail(73, "Collection names cannot start with '.'");
  const ns = writableNamespace(req.db, name);
  const options: Doc = {};
  for (const [key, value] of Object.entries(req.cmd)) {
    if (key === 'create' || isGeneric(key)) continue;
    if (key === IMAGES && knowsImages(req)) {
      const images = imageOption(req, value);
      if (images.enabled) options[IMAGES] = images;
      continue;
    }
    if (key === CLUSTERED && knowsClustered(req)) {
      options[CLUSTERED] = clusteredOption(value);
      continue;
    }
    if (UNMODELLED.has(key) && value !== false)
      fail(
        115,
        `create option '${key}' is not supported by this server: capped collections and views are not modelled`,
      );
    if (!CREATE.has(key) && !UNMODELLED.has(key))
      fail(40415, `BSON field 'create.${key}' is an unknown field.`);
    if (key.startsWith('valid')) options[key] = value;
  }
  if (!req.cmd.capped && (req.cmd.size !== undefined || req.cmd.max !== undefined))
    fail(72, "the 'capped' field needs to be true when either the 'size' or 'max' fields are present");
  const collation = defaultCollation(req.cmd.collation, req.version);
  if (collation) options.collation = collation;
  checkValidation(options);
  checkIdIndex(req.cmd.idIndex, req.version, collation);
  const writer = req.writer();
  if (req.store.get(ns)) fail(48, `Collection already exists. NS: ${ns}`);
  writer.create(ns, options);
  return { fields: {} };
}

/** The index on `_id` may be given, but only as it is anyway. */
function checkIdIndex(given: Value, version: ServerVersion, collation: CollationSpec | undefined): void {
  if (given === undefined) return;
  if (!isObject(given)) fail(14, "'idIndex' has to be a document.");
  const { key } = parseSpec(given, version, collation);
  if (!isIdKey(key)) fail(2, `The field 'key' for an _id index must be {_id: 1}, but got ${show(key)}`);
}

/** By which strings in a collection are compared where nobody says otherwise. */
function defaultCollation(given: Value, version: ServerVersion): CollationSpec | undefined {
  if (given === undefined) return undefined;
  if (!isObject(given)) fail(14, `'collation' has to be a document.`);
  if (Object.keys(given).length === 0) fail(2, "'collation' cannot be an empty document.");
  return collationOf(given, version)?.spec;
}

export function drop(req: Request): Reply {
  const ns = writableNamespace(req.db, req.cmd.drop);
  const coll = req.engine.store.get(ns);
  if (!coll) return fail(26, 'ns not found');
  const nIndexesWas = coll.indexes.length;
  req.cursors.killWhere((c) => c.ns === ns && !c.changeStream);
  req.writer().command(req.db, { drop: req.cmd.drop }, coll.uuid);
  return { fields: { nIndexesWas, ns } };
}

export function dropDatabase(req: Request): Reply {
  if (['admin', 'local', 'config'].includes(req.db))
    fail(20, `Dropping the '${req.db}' database is prohibited.`);
  const colls = [...req.engine.store.inDatabase(req.db)];
  if (colls.length === 0) return { fields: {} };
  req.cursors.killWhere((c) => c.ns.startsWith(`${req.db}.`) && !c.changeStream);
  const writer = req.writer();
  for (const coll of colls) writer.command(req.db, { drop: coll.ns.slice(req.db.length + 1) }, coll.uuid);
  writer.command(req.db, { dropDatabase: 1 });
  return { fields: { dropped: req.db } };
}

export function renameCollection(req: Request): Reply {
  if (req.db !== 'admin') fail(13, 'renameCollection may only be run against the admin database.');
  required(req.cmd, 'to', 'renameCollection');
  const split = (field: string): [string, string] => {
    const v = req.cmd[field];
    if (typeof v !== 'string')
      return fail(
        14,
        `BSON field 'renameCollection.${field}' is the wrong type '${typeName(v)}', expected type 'string'`,
      );
    if (!v.includes('.')) return fail(73, `Invalid namespace specified '${v}'`);
    const dot = v.indexOf('.');
    return [v.slice(0, dot), v.slice(dot + 1)];
  };
  const [db, from] = split('renameCollection');
  const [toDb, to] = split('to');
  if (db !== toDb) fail(20, 'renaming across databases is not supported by this server');
  const source = req.engine.store.get(writableNamespace(db, from));
  if (!source) return fail(26, `Source collection ${db}.${from} does not exist`);
  if (db === toDb && from === to) fail(20, "Can't rename a collection to itself");
  const target = req.engine.store.get(writableNamespace(toDb, to));
  if (target && !req.cmd.dropTarget) fail(48, 'target namespace exists');
  const change: Doc = { renameCollection: `${db}.${from}`, to: `${toDb}.${to}` };
  if (target) change.dropTarget = target.uuid;
  req.writer().command(db, change, source.uuid);
  return { fields: {} };
}

export function listCollections(req: Request): Reply {
  const { cmd, db } = req;
  const matches = compileFilter(isObject(cmd.filter) ? cmd.filter : {});
  const nameOnly = Boolean(cmd.nameOnly);
  const docs: Buffer[] = [];
  for (const coll of req.store.inDatabase(db)) {
    const info: Doc = { name: coll.ns.slice(db.length + 1), type: 'collection' };
    if (!nameOnly) {
      info.options = coll.options;
      info.info = { readOnly: false, uuid: coll.uuid };
      if (!coll.isClustered) info.idIndex = coll.indexes[0]!.spec;
    }
    if (matches(info)) docs.push(encode(info));
  }
  const size =
    isObject(cmd.cursor) && cmd.cursor.batchSize !== undefined ? toNumber(cmd.cursor.batchSize) : undefined;
  return openCursor(
    req,
    `${db}.$cmd.listCollections`,
    docs[Symbol.iterator](),
    size ?? Number.POSITIVE_INFINITY,
  );
}

export function listDatabases(req: Request): Reply {
  if (req.db !== 'admin') fail(13, 'listDatabases may only be run against the admin database.');
  const matches = compileFilter(isObject(req.cmd.filter) ? req.cmd.filter : {});
  const names = [...new Set(['admin', 'config', 'local', ...req.engine.store.databases()])].sort();
  const databases = names
    .map((name): Doc => {
      const empty = ![...req.engine.store.inDatabase(name)].some((coll) => coll.count > 0);
      return req.cmd.nameOnly ? { name } : { name, sizeOnDisk: empty ? 8192 : 40960, empty };
    })
    .filter(matches);
  if (req.cmd.nameOnly) return { fields: { databases } };
  const totalSize = databases.reduce((sum, d) => sum + Number(d.sizeOnDisk), 0);
  return { fields: { databases, totalSize } };
}

export function collStats(req: Request): Reply {
  const ns = req.ns;
  const coll = req.store.get(ns);
  const scale = req.cmd.scale === undefined ? 1n : (asInteger(req.cmd.scale) ?? 1n);
  return {
    fields: {
      ns,
      size: 0,
      count: coll?.count ?? 0,
      nindexes: coll?.indexes.length ?? 0,
      scaleFactor: Number(scale),
    },
  };
}
