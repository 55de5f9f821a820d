import { Writer } from '../engine.js';
import { fail } from '../errors.js';
export class Request {
    member;
    name;
    cmd;
    db;
    connection;
    /** The term in which the command came: what it found then may be another's in a later one. */
    term;
    session;
    txn;
    /** A number was sent outside a transaction: the write is retryable. */
    retryable = false;
    /** This command works for a change stream, so its errors may be labelled as resumable. */
    changeStream = false;
    /** The connection is gone: the command has its effect, but no reply. */
    unheard = false;
    constructor(member, name, cmd, db, connection) {
        this.member = member;
        this.name = name;
        this.cmd = cmd;
        this.db = db;
        this.connection = connection;
        this.term = member.engine.term;
    }
    get engine() {
        return this.member.engine;
    }
    get cursors() {
        return this.member.cursors;
    }
    /** The namespace that the command names. Throws InvalidNamespace. */
    get ns() {
        return namespace(this.db, this.cmd[this.name]);
    }
    /** What this command reads. */
    get store() {
        if (this.txn)
            return this.txn.store;
        const level = this.cmd.readConcern?.level;
        return level === 'majority' || level === 'snapshot'
            ? this.engine.commit.committedStore()
            : this.engine.store;
    }
    /** Whether this member is still the primary that it was when the command came. */
    get mayWrite() {
        return this.member.role === 'primary' && this.engine.term === this.term;
    }
    /** To be asked again after each wait, before anything is written. */
    requireWritable() {
        this.member.requirePrimary();
        if (!this.mayWrite)
            fail(11602, 'operation was interrupted');
    }
    writer() {
        this.requireWritable();
        const id = this.retryable
            ? { session: this.session.key, lsid: this.session.lsid, txnNumber: this.session.txnNumber }
            : undefined;
        return new Writer(this.engine, this.txn, id, () => this.member.failPoints.atStatement(this));
    }
    get vars() {
        return { NOW: new Date() };
    }
}
export function namespace(db, coll) {
    if (typeof coll !== 'string')
        return fail(73, `collection name has invalid type ${typeof coll}`);
    const ns = `${db}.${coll}`;
    if (coll === '')
        fail(73, `Invalid namespace specified '${ns}'`);
    if (db === '' || /[\0 "$./\\]/.test(db))
        fail(73, `Invalid namespace specified '${ns}'`);
    if (coll.includes('\0') || coll.startsWith('.') || coll.endsWith('.'))
        fail(73, `Invalid namespace specified '${ns}'`);
    return ns;
}
/** A namespace that may be written to. */
export function writableNamespace(db, coll) {
    const ns = namespace(db, coll);
    if (String(coll).includes('$'))
        fail(73, 'invalid collection name');
    if (String(coll).startsWith('system.') && !['system.js', 'system.users'].includes(String(coll))) {
        fail(73, `cannot write to '${ns}'`);
    }
    return ns;
}
