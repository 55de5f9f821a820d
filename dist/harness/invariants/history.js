/**
 * The history hash: what clients were told and what the stores committed, in order, and nothing else.
 *
 * Times, leases, tokens and generated ids are left out, so that two runs in which the same things happened in the
 * same order have the same hash even if they happened at other moments. A change that touches none of the fields
 * below (the renewal of a lease) is no part of the history.
 */
import { createHash } from 'node:crypto';
import { EJSON } from 'bson';
function pick(doc, fields) {
    if (!doc)
        return 'null';
    return EJSON.stringify(fields.map((field) => doc[field] ?? null), { relaxed: true });
}
export class History {
    #hash = createHash('sha256');
    /** `db.coll` → the fields that count. Collections not named here are no part of the history. */
    #fields;
    #told;
    /** Entries hashed so far. */
    length = 0;
    constructor({ collections, told }) {
        const part = collections.filter(({ history }) => history.length > 0);
        this.#fields = new Map(part.map(({ db, coll, history }) => [`${db}.${coll}`, history]));
        this.#told = told;
    }
    onChange(change) {
        const name = `${change.db}.${change.coll}`;
        const fields = this.#fields.get(name);
        if (!fields)
            return;
        const before = pick(change.before, fields);
        const after = pick(change.after, fields);
        if (before !== after)
            this.#add(`${name} ${before} ${after}`);
    }
    onAnswer(answer) {
        const { client, kind, key, status, body } = answer;
        const told = status >= 200 && status < 300 ? pick(body, this.#told[kind] ?? []) : '';
        this.#add(JSON.stringify([client, kind, key, status, told]));
    }
    /** The hash of everything so far, in hex; more may follow. */
    digest() {
        return this.#hash.copy().digest('hex');
    }
    /** One line each: JSON holds no bare line break, so two different histories never make the same bytes. */
    #add(entry) {
        this.length++;
        this.#hash.update(`${entry}\n`);
    }
}
