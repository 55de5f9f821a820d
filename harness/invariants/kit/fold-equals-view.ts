import { type Document, EJSON } from 'bson';
import { knownKeys } from '../../known-keys.ts';
import type { Invariant } from '../invariant.ts';
import { invariant } from '../make.ts';
import { documentSubject } from './subject.ts';

interface Place {
  db: string;
  coll: string;
}

export interface FoldAndView<State> {
  /** `by`: the field that says which fold an event belongs to. `order`: the field by which they follow each other. */
  events: Place & { by: string; order: string };
  /** `by`: the field of the view that says which fold it shows. */
  view: Place & { by: string };
  initial: State;
  fold: (state: State, event: Document) => State;
  /** What of a view's document is compared with the folded state. */
  shown: (view: Document) => State;
}

/** In the end, when all is at rest, each view is what its events fold to. */
export function foldEqualsView<State>(what: FoldAndView<State>): Invariant {
  knownKeys('foldEqualsView', what, ['events', 'view', 'initial', 'fold', 'shown']);
  const { events, view, initial, fold, shown } = what;
  knownKeys('events of foldEqualsView', events, ['db', 'coll', 'by', 'order']);
  knownKeys('view of foldEqualsView', view, ['db', 'coll', 'by']);
  const name = `${view.coll} is the fold of ${events.coll}`;
  const says = `In the end each document of ${view.db}.${view.coll} is what its events in ${events.db}.${events.coll} fold to.`;
  const text = (value: unknown) => EJSON.stringify(value, { relaxed: true });
  return invariant(
    name,
    says,
    (found) => ({
      atEnd(atMs, stores) {
        const ordered = [...stores.all(events.db, events.coll)];
        ordered.sort((a, b) => Number(a[events.order]) - Number(b[events.order]));
        const folded = new Map<string, State>();
        for (const event of ordered) {
          const of = String(event[events.by]);
          folded.set(of, fold(folded.get(of) ?? initial, event));
        }
        const views = new Map<string, Document>();
        for (const doc of stores.all(view.db, view.coll)) views.set(String(doc[view.by]), doc);
        return [...new Set([...folded.keys(), ...views.keys()])].flatMap((of) => {
          const doc = views.get(of);
          const [expected, seen] = [text(folded.get(of) ?? initial), doc ? text(shown(doc)) : 'no view'];
          if (expected === seen) return [];
          const message = `shows ${seen}, and its events fold to ${expected}`;
          return [found(atMs, documentSubject(view.coll, doc?._id ?? of), message)];
        });
      },
    }),
    {
      collections: [
        { db: events.db, coll: events.coll, fields: [events.by, events.order] },
        { db: view.db, coll: view.coll, fields: [view.by] },
      ],
    },
  );
}
