import { fail } from '../errors.js';
export class Sessions {
    byKey = new Map();
    get(lsid) {
        const key = sessionKey(lsid);
        let session = this.byKey.get(key);
        if (!session) {
            session = { key, lsid, txnNumber: -1n, done: new Map(), txn: undefined, committed: undefined };
            this.byKey.set(key, session);
        }
        return session;
    }
    all() {
        return this.byKey.values();
    }
    end(lsid) {
        const session = this.byKey.get(sessionKey(lsid));
        session?.txn?.abort();
        // What was written under the session is kept: a late retry must still be known.
    }
    /** A retryable write begins: a newer number forgets the statements of the older. */
    beginRetryable(session, txnNumber) {
        if (txnNumber < session.txnNumber) {
            fail(225, `Retryable write with txnNumber ${txnNumber} is prohibited on session ${session.key} because a newer retryable write with txnNumber ${session.txnNumber} has already started.`);
        }
        if (txnNumber === session.txnNumber && (session.txn || session.committed === txnNumber))
            fail(72, 'Must specify autocommit=false on all operations of a multi-statement transaction.');
        if (txnNumber > session.txnNumber) {
            session.txn?.abort();
            session.txn = undefined;
            session.txnNumber = txnNumber;
            session.done = new Map();
        }
    }
    /** Learns from an entry that was written here or came from elsewhere. */
    witness(entry) {
        const id = entry.writeId;
        if (!id)
            return;
        const session = this.get(id.lsid);
        if (id.txnNumber > session.txnNumber) {
            session.txnNumber = id.txnNumber;
            session.done = new Map();
            session.txn = undefined;
        }
        if (entry.txn)
            session.committed = id.txnNumber;
        for (const stmtId of id.stmtIds)
            session.done.set(stmtId, entry.ops[0]);
    }
    /** Unlearns what an entry said that is rolled back: a retry is to carry it out again. */
    forget(entry) {
        const id = entry.writeId;
        if (!id)
            return;
        const session = this.get(id.lsid);
        if (entry.txn && session.committed === id.txnNumber)
            session.committed = undefined;
        for (const stmtId of id.stmtIds)
            if (session.done.get(stmtId) === entry.ops[0])
                session.done.delete(stmtId);
    }
    /** No session is in a transaction any more: only a primary has open ones. */
    abortAll() {
        for (const session of this.byKey.values()) {
            session.txn?.abort();
            session.txn = undefined;
        }
    }
    /** All of them, as they were before the entries in `later`. */
    image(later) {
        const then = new Sessions();
        const all = [...this.byKey.values()];
        then.restore(all.map(({ lsid, txnNumber, done, committed }) => ({ lsid, txnNumber, done: [...done], committed })));
        for (const entry of later)
            then.forget(entry);
        return [...then.byKey.values()].map((s) => ({ ...s, done: [...s.done] }));
    }
    restore(images) {
        this.byKey.clear();
        for (const { lsid, txnNumber, done, committed } of images)
            Object.assign(this.get(lsid), { txnNumber, done: new Map(done), committed });
    }
}
export function sessionKey(lsid) {
    const id = lsid.id;
    if (!id || typeof id !== 'object' || !('sub_type' in id)) {
        return fail(40414, "BSON field 'OperationSessionInfo.lsid.id' is missing but a required field");
    }
    return Buffer.from(id.value()).toString('hex');
}
