import { EJSON } from 'bson';
import { invariant } from '../make.js';
import { documentSubject } from './subject.js';
/** In the end, when all is at rest, each view is what its events fold to. */
export function foldEqualsView(what) {
    const { events, view, initial, fold, shown } = what;
    const name = `${view.coll} is the fold of ${events.coll}`;
    const says = `In the end each document of ${view.db}.${view.coll} is what its events in ${events.db}.${events.coll} fold to.`;
    const text = (value) => EJSON.stringify(value, { relaxed: true });
    return invariant(name, says, (found) => ({
        atEnd(atMs, stores) {
            const ordered = [...stores.all(events.db, events.coll)];
            ordered.sort((a, b) => Number(a[events.order]) - Number(b[events.order]));
            const folded = new Map();
            for (const event of ordered) {
                const of = String(event[events.by]);
                folded.set(of, fold(folded.get(of) ?? initial, event));
            }
            const views = new Map();
            for (const doc of stores.all(view.db, view.coll))
                views.set(String(doc[view.by]), doc);
            return [...new Set([...folded.keys(), ...views.keys()])].flatMap((of) => {
                const doc = views.get(of);
                const [expected, seen] = [text(folded.get(of) ?? initial), doc ? text(shown(doc)) : 'no view'];
                if (expected === seen)
                    return [];
                const message = `shows ${seen}, and its events fold to ${expected}`;
                return [found(atMs, documentSubject(view.coll, doc?._id ?? of), message)];
            });
        },
    }));
}
