import { type Document, EJSON } from 'bson';
import { knownKeys } from '../../known-keys.ts';
import type { Invariant } from '../invariant.ts';
import { invariant } from '../make.ts';
import { idKey } from '../stores.ts';
import { documentSubject } from './subject.ts';

export interface Unique {
  db: string;
  coll: string;
  /** Together they are never the same in two documents. One that lacks all of them does not count. */
  fields: readonly string[];
}

/** A collection never has two documents alike in these fields, whether or not an index says so. */
export function unique(what: Unique): Invariant {
  knownKeys('unique', what, ['db', 'coll', 'fields']);
  const { db, coll, fields } = what;
  const name = `unique ${coll} by ${fields.join(', ')}`;
  const says = `${db}.${coll} never has two documents with the same ${fields.join(' and ')}.`;
  const contentOf = (doc: Document | null): string | undefined =>
    doc && fields.some((field) => doc[field] !== undefined)
      ? EJSON.stringify(fields.map((field) => doc[field] ?? null))
      : undefined;
  return invariant(
    name,
    says,
    (found) => {
      /** Value → the ids of the documents that have it. */
      const holders = new Map<string, Map<string, unknown>>();
      return {
        state: (subject) =>
          Object.fromEntries(
            [...holders]
              .map(([value, ids]) => [value, [...ids.values()].map(String)] as const)
              .filter(([, ids]) => ids.some((id) => documentSubject(coll, id) === subject)),
          ),
        onChange(change) {
          if (change.coll !== coll || change.db !== db) return [];
          const before = contentOf(change.before);
          const after = contentOf(change.after);
          if (before !== undefined && before !== after) holders.get(before)?.delete(idKey(change.id));
          if (after === undefined) return [];
          const ids = holders.get(after) ?? new Map<string, unknown>();
          holders.set(after, ids.set(idKey(change.id), change.id));
          if (ids.size < 2) return [];
          const others = [...ids.values()].filter((id) => idKey(id) !== idKey(change.id));
          return [
            found(
              change.atMs,
              documentSubject(coll, change.id),
              `has the same ${fields.join(' and ')} as ${others.map(String).join(', ')}: ${after}`,
              others.map((id) => documentSubject(coll, id)),
            ),
          ];
        },
      };
    },
    { collections: [{ db, coll, fields }] },
  );
}
