/** Collections, databases and their listing. Index commands are in indexes.ts, collMod in collmod.ts. */
import { encode } from '../bson/encode.ts';
import { asInteger } from '../bson/number.ts';
import { type Doc, isObject, typeName } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileFilter } from '../query/match.ts';
import { openList } from './cursor.ts';
import { required } from './fields.ts';
import { type Reply, type Request, writableNamespace } from './request.ts';
import { describeView, dropView, requireNoView, viewAt, viewsOf } from './views.ts';

export function drop(req: Request): Reply {
  const ns = writableNamespace(req.db, req.cmd.drop);
  const coll = req.engine.store.get(ns);
  if (!coll && viewAt(req.engine.store, ns)) {
    dropView(req, ns);
    return { fields: { ns } };
  }
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
  if (!source && viewAt(req.engine.store, `${db}.${from}`)) fail(166, `cannot rename view: ${db}.${from}`);
  if (!source) return fail(26, `Source collection ${db}.${from} does not exist`);
  if (db === toDb && from === to) fail(20, "Can't rename a collection to itself");
  const target = req.engine.store.get(writableNamespace(toDb, to));
  if (target && !req.cmd.dropTarget) fail(48, 'target namespace exists');
  if (viewAt(req.engine.store, `${toDb}.${to}`))
    fail(48, `a view already exists with that name: ${toDb}.${to}`);
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
  for (const view of viewsOf(req.store, db)) {
    const info = describeView(view, nameOnly);
    if (matches(info)) docs.push(encode(info));
  }
  return openList(req, `${db}.$cmd.listCollections`, docs);
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
  requireNoView(req.store, ns);
  const coll = req.store.get(ns);
  const scale = req.cmd.scale === undefined ? 1n : (asInteger(req.cmd.scale) ?? 1n);
  return {
    fields: {
      ns,
      size: 0,
      count: coll?.count ?? 0,
      nindexes: coll?.indexes.length ?? 0,
      scaleFactor: Number(scale),
      capped: coll?.bounds !== undefined,
      ...(coll?.bounds && {
        maxSize: coll.bounds.bytes,
        max: Number.isFinite(coll.bounds.count) ? coll.bounds.count : 0,
      }),
    },
  };
}
