import { type Document, EJSON } from 'bson';
import { knownKeys } from '../../known-keys.ts';
import { when } from '../../when.ts';
import type { Answer, Invariant, Stores } from '../invariant.ts';
import { invariant } from '../make.ts';
import { isSuccess } from './answers.ts';
import { answerSubject, documentSubject } from './subject.ts';

export interface Acknowledged {
  /** Kinds of request whose success (2xx) is a promise. */
  kinds: readonly string[];
  db: string;
  coll: string;
  /** The `_id` of what was promised; by default the request's key. */
  id?: (answer: Answer) => unknown;
  /**
   * In place of `id`, where the service makes that: fields of the request's body that some document must have as they
   * were sent. Choose what no two requests have alike.
   */
  by?: readonly string[];
  /** Whether the stored document is what was promised; by default it only has to be there. */
  matches?: (answer: Answer, stored: Document) => boolean;
}

/** What a client was promised is in the store in the end. */
export function acknowledgedIsKept(what: Acknowledged): Invariant {
  knownKeys('acknowledgedIsKept', what, ['kinds', 'db', 'coll', 'id', 'by', 'matches']);
  const { kinds, db, coll, id = ({ key }: Answer) => key, by, matches = () => true } = what;
  const name = `acknowledged ${coll} are kept`;
  const says = `What was answered 2xx for ${kinds.join(', ')} is in ${db}.${coll} in the end.`;
  const nameOf = (answer: Answer): string => (by ? sent(answer.payload, by) : String(id(answer)));
  return invariant(
    name,
    says,
    (found) => {
      const promised = new Map<string, Answer>();
      return {
        state: (subject) => {
          const own = [...promised].filter(([name]) => documentSubject(coll, name) === subject);
          return Object.fromEntries(
            own.map(([name, { status, atMs }]) => [name, `promised: ${status} at ${when(atMs)}`]),
          );
        },
        onAnswer(answer) {
          if (kinds.includes(answer.kind) && isSuccess(answer)) promised.set(nameOf(answer), answer);
          return [];
        },
        atEnd(atMs, stores) {
          const lookUp = by ? byFields(stores, { db, coll, by }) : byId(stores, { db, coll, id });
          return [...promised.values()].flatMap((answer) => {
            const stored = lookUp(answer);
            if (stored && matches(answer, stored)) return [];
            const how = stored ? `the store has ${JSON.stringify(stored)}` : 'it is not in the store';
            const told = `was answered ${answer.status} at ${when(answer.atMs)}, and ${how}`;
            const asked = answerSubject(answer);
            return [found(atMs, documentSubject(coll, by ? nameOf(answer) : id(answer)), told, [asked])];
          });
        },
      };
    },
    {
      kinds: { names: kinds, ...(by && { sent: by }) },
      collections: [{ db, coll, ...(by && { fields: by }) }],
    },
  );
}

type Found = (answer: Answer) => Document | undefined;
type Of<K extends 'id' | 'by'> = Pick<Acknowledged, 'db' | 'coll'> & Required<Pick<Acknowledged, K>>;

const byId =
  (stores: Stores, { db, coll, id }: Of<'id'>): Found =>
  (answer) =>
    stores.get(db, coll, id(answer));

function byFields(stores: Stores, { db, coll, by }: Of<'by'>): Found {
  const stored = new Map<string, Document>();
  for (const doc of stores.all(db, coll)) stored.set(sent(doc, by), doc);
  return ({ payload }) => stored.get(sent(payload, by));
}

/** These fields and their values: equal texts for what is equal, whatever type of BSON holds a number. */
function sent(of: unknown, fields: readonly string[]): string {
  const values = (typeof of === 'object' && of !== null ? of : {}) as Document;
  return EJSON.stringify(Object.fromEntries(fields.map((field) => [field, values[field] ?? null])));
}
