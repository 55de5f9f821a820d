/** A writer that is not of the scenario: it inserts a document at the primary, behind whoever holds what it needs. */
import { ObjectId } from 'bson';
import { Writer } from '../mongod/engine.js';
import { Blocked } from '../mongod/session/locks.js';
import { fillBytes } from '../world/random.js';
export function foreignInsert(world, databases) {
    return (collection, make, onDone) => {
        const id = new Uint8Array(12);
        fillBytes(world.streams.get('fault/foreign-insert'), id);
        const strike = () => {
            const primary = databases.primary();
            if (primary === undefined)
                return;
            databases.touch(primary, (member) => insert(member, collection, make, new ObjectId(id), onDone, strike));
        };
        strike();
    };
}
function insert({ engine, role }, collection, make, id, onDone, again) {
    const stored = engine.store.get(collection);
    if (role !== 'primary' || !stored)
        return;
    const docs = [...stored.records.ascend()].map(([, { doc }]) => doc);
    const made = make(docs, new Date());
    if (made === undefined)
        return;
    const doc = { _id: id, ...made };
    try {
        new Writer(engine, undefined, undefined, () => { }).insert(stored, doc);
        engine.commit.flush();
        onDone(doc);
    }
    catch (error) {
        if (!(error instanceof Blocked))
            throw error;
        void error.by.ended.then(again);
    }
}
