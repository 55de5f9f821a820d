/** Changes of the catalogue as events. Most are told only to a stream that asks for expanded events. */
import { type Doc, isObject } from '../bson/values.ts';
import type { CommandOp } from '../oplog/entry.ts';
import type { Scope } from './events.ts';

/** What an event has besides what all have. */
interface Found {
  type: string;
  fields: Doc;
}

const afterDot = (ns: unknown): string => String(ns).slice(String(ns).indexOf('.') + 1);

export function commandEvent({ o }: CommandOp, db: string, scope: Scope): Found | undefined {
  const watched = (coll: unknown): boolean => scope.coll === undefined || coll === scope.coll;
  if ('drop' in o && watched(o.drop)) return { type: 'drop', fields: { ns: { db, coll: o.drop } } };
  if ('renameCollection' in o) {
    const [from, to] = [afterDot(o.renameCollection), afterDot(o.to)];
    if (!watched(from) && !watched(to)) return undefined;
    const target = { db, coll: to };
    const fields: Doc = { ns: { db, coll: from }, to: target };
    if (scope.expanded)
      fields.operationDescription = {
        to: target,
        ...(o.dropTarget !== undefined && { dropTarget: o.dropTarget }),
      };
    return { type: 'rename', fields };
  }
  if ('dropDatabase' in o && scope.coll === undefined)
    return { type: 'dropDatabase', fields: { ns: { db } } };
  return scope.expanded ? expanded(o, db, watched) : undefined;
}

function expanded(o: Doc, db: string, watched: (coll: unknown) => boolean): Found | undefined {
  const event = (
    type: string,
    coll: unknown,
    operationDescription: Doc,
    more: Doc = {},
  ): Found | undefined =>
    watched(coll) ? { type, fields: { ns: { db, coll }, operationDescription, ...more } } : undefined;
  if ('create' in o) {
    const options = (o.options as Doc | undefined) ?? {};
    const idIndex = { v: 2, key: { _id: 1 }, name: '_id_' };
    return event('create', o.create, 'clusteredIndex' in options ? options : { ...options, idIndex });
  }
  if ('createIndexes' in o) return event('createIndexes', o.createIndexes, { indexes: [o.spec] });
  if ('dropIndexes' in o)
    return event('dropIndexes', o.dropIndexes, { indexes: [o.spec ?? { name: o.index }] });
  if ('collMod' in o) {
    const { name, options } = isObject(o.index) ? o.index : {};
    const index = isObject(options) ? { index: { name, ...options } } : {};
    return event('modify', o.collMod, { ...(o.options as Doc), ...index }, { stateBeforeChange: o.before });
  }
  return undefined;
}

/** What was watched is gone. Where everything is watched there is always something left. */
export function invalidates(type: string, { db, coll }: Scope): boolean {
  if (type === 'dropDatabase') return db !== undefined;
  return coll !== undefined && (type === 'drop' || type === 'rename');
}
