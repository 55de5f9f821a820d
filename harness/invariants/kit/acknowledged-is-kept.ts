import type { Document } from 'bson';
import { when } from '../../when.ts';
import type { Answer, Invariant } from '../invariant.ts';
import { isSuccess } from './answers.ts';
import { documentSubject, finder } from './violations.ts';

export interface Acknowledged {
  /** Kinds of request whose success (2xx) is a promise. */
  kinds: readonly string[];
  db: string;
  coll: string;
  /** The `_id` of what was promised; by default the request's key. */
  id?: (answer: Answer) => unknown;
  /** Whether the stored document is what was promised; by default it only has to be there. */
  matches?: (answer: Answer, stored: Document) => boolean;
}

/** What a client was promised is in the store in the end. */
export function acknowledgedIsKept(what: Acknowledged): Invariant {
  const { kinds, db, coll, id = ({ key }: Answer) => key, matches = () => true } = what;
  const name = `acknowledged ${coll} are kept`;
  const found = finder(name);
  return {
    name,
    says: `What was answered 2xx for ${kinds.join(', ')} is in ${db}.${coll} in the end.`,
    create() {
      const promised = new Map<string, Answer>();
      return {
        onAnswer(answer) {
          if (kinds.includes(answer.kind) && isSuccess(answer)) promised.set(String(id(answer)), answer);
          return [];
        },
        atEnd(atMs, stores) {
          return [...promised.values()].flatMap((answer) => {
            const stored = stores.get(db, coll, id(answer));
            if (stored && matches(answer, stored)) return [];
            const how = stored ? `the store has ${JSON.stringify(stored)}` : 'it is not in the store';
            const told = `was answered ${answer.status} at ${when(answer.atMs)}, and ${how}`;
            const asked = `${answer.kind} ${answer.key}`;
            return [found(atMs, documentSubject(coll, id(answer)), told, [asked])];
          });
        },
      };
    },
  };
}
