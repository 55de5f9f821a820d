import { EJSON } from 'bson';
import { when } from '../../when.js';
import { invariant } from '../make.js';
import { isSuccess } from './answers.js';
import { documentSubject } from './subject.js';
/** What a client was promised is in the store in the end. */
export function acknowledgedIsKept(what) {
    const { kinds, db, coll, id = ({ key }) => key, by, matches = () => true } = what;
    const name = `acknowledged ${coll} are kept`;
    const says = `What was answered 2xx for ${kinds.join(', ')} is in ${db}.${coll} in the end.`;
    const nameOf = (answer) => (by ? sent(answer.payload, by) : String(id(answer)));
    return invariant(name, says, (found) => {
        const promised = new Map();
        return {
            onAnswer(answer) {
                if (kinds.includes(answer.kind) && isSuccess(answer))
                    promised.set(nameOf(answer), answer);
                return [];
            },
            atEnd(atMs, stores) {
                const lookUp = by ? byFields(stores, { db, coll, by }) : byId(stores, { db, coll, id });
                return [...promised.values()].flatMap((answer) => {
                    const stored = lookUp(answer);
                    if (stored && matches(answer, stored))
                        return [];
                    const how = stored ? `the store has ${JSON.stringify(stored)}` : 'it is not in the store';
                    const told = `was answered ${answer.status} at ${when(answer.atMs)}, and ${how}`;
                    const asked = `${answer.kind} ${answer.key}`;
                    return [found(atMs, documentSubject(coll, by ? nameOf(answer) : id(answer)), told, [asked])];
                });
            },
        };
    });
}
const byId = (stores, { db, coll, id }) => (answer) => stores.get(db, coll, id(answer));
function byFields(stores, { db, coll, by }) {
    const stored = new Map();
    for (const doc of stores.all(db, coll))
        stored.set(sent(doc, by), doc);
    return ({ payload }) => stored.get(sent(payload, by));
}
/** These fields and their values: equal texts for what is equal, whatever type of BSON holds a number. */
function sent(of, fields) {
    const values = (typeof of === 'object' && of !== null ? of : {});
    return EJSON.stringify(Object.fromEntries(fields.map((field) => [field, values[field] ?? null])));
}
