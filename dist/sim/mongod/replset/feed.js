import { toNumber } from '../bson/values.js';
import { fromTimestamp, toTimestamp } from '../oplog/entry.js';
import { entryToBytes, opTimeFromDoc } from './codec.js';
const BATCH_ENTRIES = 1000;
const BATCH_BYTES = 4 * 1024 * 1024;
/** News of the commit point alone waits so long for entries to go with. */
const COMMIT_NEWS_MS = 20;
export class Feed {
    set;
    /** How far each other member's log is that is known to be the same as ours, in this term. */
    positions = new Map();
    waiting = new Set();
    /** The time of this primary's first entry, or just before. */
    since = 0n;
    commitNews;
    constructor(set) {
        this.set = set;
        const { commit } = set.member.engine;
        commit.onApplied = () => this.wake();
        commit.onDurable = () => this.count();
        commit.onAdvance(() => this.announceCommit());
    }
    /** A new term begins with this member as primary. */
    begin() {
        this.positions.clear();
        this.since = this.set.member.engine.clock.last;
    }
    /** All who wait for entries look again. */
    wake() {
        for (const one of [...this.waiting])
            one.wake();
    }
    close() {
        clearTimeout(this.commitNews);
        this.wake();
    }
    /** Entries after the last that the other has; none when this is no primary, or its log is not ours. */
    async fetch(peer, { term, applied }, cmd) {
        const { set } = this;
        const { oplog, commit } = set.member.engine;
        if (!set.isPrimary || term !== set.member.engine.term)
            return { fields: {} };
        if (!oplog.has(applied))
            return { fields: { missing: true } };
        this.place(peer, applied, fromTimestamp(cmd.durable));
        if (oplog.end.ts === applied.ts)
            await this.news(fromTimestamp(cmd.committed), toNumber(cmd.awaitMs));
        // What it had may be forgotten by now, or this may be no primary any more.
        if (!set.isPrimary || !oplog.has(applied))
            return { fields: {} };
        const cursor = { name: 'nextBatch', docs: this.batch(applied.ts), id: 0n, ns: 'local.oplog.rs' };
        return { fields: { committed: toTimestamp(commit.committed) }, cursor };
    }
    /** Which of the positions, newest first, is the first that is in this log too; -1 for none. */
    findCommon(cmd) {
        const { oplog } = this.set.member.engine;
        return { found: cmd.positions.findIndex((doc) => oplog.has(opTimeFromDoc(doc))) };
    }
    /** How far `n` members have the log, whether journaled or not; this member counts. */
    appliedBy(n) {
        const mine = this.set.member.engine.oplog.end.ts;
        return nth([mine, ...[...this.positions.values()].map((p) => p.applied)], n);
    }
    appliedOn(peer) {
        return this.positions.get(peer)?.applied ?? 0n;
    }
    place(peer, applied, durable) {
        this.positions.set(peer, { applied: applied.ts, durable: durable < applied.ts ? durable : applied.ts });
        this.count();
        this.set.member.engine.commit.settle();
    }
    count() {
        const { set } = this;
        if (!set.isPrimary || set.peers.length === 0)
            return;
        const { commit } = set.member.engine;
        const points = set.peers.filter((p) => p.votes > 0).map((p) => this.positions.get(p)?.durable ?? 0n);
        if ((set.me.votes ?? 1) > 0)
            points.push(commit.durable);
        const point = nth(points, set.majority);
        if (point > this.since)
            commit.advance(point);
    }
    announceCommit() {
        const { commit } = this.set.member.engine;
        if (this.commitNews || this.behind(commit.committed).length === 0)
            return;
        this.commitNews = setTimeout(() => {
            this.commitNews = undefined;
            for (const one of this.behind(commit.committed))
                one.wake();
        }, COMMIT_NEWS_MS);
    }
    behind(committed) {
        return [...this.waiting].filter((one) => one.committed < committed);
    }
    news(committed, timeoutMs) {
        return new Promise((resolve) => {
            const one = {
                committed,
                wake: () => {
                    clearTimeout(timer);
                    this.waiting.delete(one);
                    resolve();
                },
            };
            const timer = setTimeout(one.wake, timeoutMs);
            this.waiting.add(one);
            this.announceCommit();
        });
    }
    batch(after) {
        const { oplog } = this.set.member.engine;
        const docs = [];
        let bytes = 0;
        for (let i = oplog.seek(after + 1n); docs.length < BATCH_ENTRIES && bytes < BATCH_BYTES; i++) {
            const entry = oplog.at(i);
            if (!entry)
                break;
            const doc = entryToBytes(entry);
            docs.push(doc);
            bytes += doc.length;
        }
        return docs;
    }
}
/** The n-th largest; 0 where there are fewer. */
function nth(points, n) {
    return points.sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))[n - 1] ?? 0n;
}
