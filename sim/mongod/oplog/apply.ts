/**
 * Puts oplog entries into a store. Used where no command ran: when a member recovers from its journal, when a
 * secondary follows, when a transaction commits, and when a view of the past is made (views.ts).
 */
import type { Binary } from 'bson';
import { type Doc, isObject } from '../bson/values.ts';
import { Collation } from '../collation/collation.ts';
import { varsUnder } from '../query/expression.ts';
import { compileFilter } from '../query/match.ts';
import { boundsOf, Collection } from '../storage/collection.ts';
import type { IndexSpec } from '../storage/index.ts';
import type { Store } from '../storage/store.ts';
import type { CommandOp, DocumentOp, Op } from './entry.ts';

export function applyOp(store: Store, op: Op): void {
  if (op.op === 'c') applyCommand(store, op);
  else if (op.op !== 'n') applyDocument(store, op);
}

function applyDocument(store: Store, op: DocumentOp): void {
  const { after } = op;
  const coll = store.get(op.ns);
  if (!coll) return;
  const old = coll.byId(op.id);
  if (after === null) {
    if (old) coll.remove(old);
  } else if (old) coll.replace(old, after);
  else coll.insert(after);
}

function applyCommand(store: Store, { ns, o, uuid }: CommandOp): void {
  const db = ns.slice(0, ns.indexOf('.'));
  const target = (name: unknown): string => `${db}.${String(name)}`;
  if ('create' in o) {
    if (!store.get(target(o.create)))
      store.add(newCollection(target(o.create), uuid!, (o.options as Doc) ?? {}));
  } else if ('drop' in o) store.drop(target(o.drop));
  else if ('dropDatabase' in o) for (const coll of [...store.inDatabase(db)]) store.drop(coll.ns);
  else if ('createIndexes' in o) {
    const coll = store.get(target(o.createIndexes));
    const spec = o.spec as IndexSpec;
    if (coll && !coll.indexes.some((index) => index.spec.name === spec.name)) addIndex(coll, spec);
  } else if ('dropIndexes' in o) store.get(target(o.dropIndexes))?.dropIndex(String(o.index));
  else if ('collMod' in o) {
    const coll = store.get(target(o.collMod));
    if (coll) setOptions(coll, changed(coll.options, o.options as Doc));
    if (coll && isObject(o.index)) coll.alterIndex(String(o.index.name), o.index.options as Doc);
  } else if ('renameCollection' in o) rename(store, String(o.renameCollection), String(o.to));
}

/** Images that are not kept are no option. */
function changed(before: Doc, options: Doc): Doc {
  const { changeStreamPreAndPostImages: images, ...rest } = { ...before, ...options };
  return isObject(images) && images.enabled ? { ...rest, changeStreamPreAndPostImages: images } : rest;
}

export function newCollection(ns: string, uuid: Binary, options: Doc): Collection {
  const coll = new Collection(ns, uuid, options);
  setOptions(coll, options);
  return coll;
}

export function setOptions(coll: Collection, options: Doc): void {
  coll.version++;
  coll.options = options;
  coll.bounds = boundsOf(options);
  const { validator } = options;
  const active =
    isObject(validator) && Object.keys(validator).length > 0 && options.validationLevel !== 'off';
  coll.validator =
    active && options.validationAction !== 'warn'
      ? compileFilter(validator, varsUnder(coll.collation))
      : undefined;
}

export function addIndex(coll: Collection, spec: IndexSpec): void {
  const partial = spec.partialFilterExpression;
  coll.addIndex(spec, partial && compileFilter(partial, varsUnder(Collation.from(spec))));
}

function rename(store: Store, from: string, to: string): void {
  const coll = store.get(from);
  if (!coll) return;
  const moved = newCollection(to, coll.uuid, coll.options);
  moved.records = coll.records;
  moved.indexes = coll.indexes;
  moved.nextRid = coll.nextRid;
  moved.bounds = coll.bounds;
  store.drop(from);
  store.drop(to);
  store.add(moved);
}
