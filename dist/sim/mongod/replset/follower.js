import { toNumber } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { compareOpTime, fromTimestamp, NO_ENTRY, toTimestamp, } from '../oplog/entry.js';
import { entryFromDoc, opTimeToDoc } from './codec.js';
import { fetchImage } from './image.js';
import { LinkError } from './link.js';
import { greetingFrom } from './peer.js';
const FIRST_PAUSE_MS = 20;
/** How many entries are compared at a time in search of the last that both logs have. */
const COMPARED = 200;
export class Follower {
    set;
    wakeUp = () => { };
    constructor(set) {
        this.set = set;
    }
    /** There is another primary, or none, or the end has come. */
    wake() {
        this.wakeUp();
    }
    /** Follows whoever is primary, until the set is closed. */
    async run() {
        const { set } = this;
        let pauseMs = 0;
        while (!set.closed) {
            const { primary } = set;
            if (!primary)
                await this.pause(0);
            else if (set.member.failPoints.holdsReplication)
                await this.pause(set.heartbeatMs / 5);
            else {
                try {
                    await this.fetch(primary);
                    pauseMs = 0;
                }
                catch (error) {
                    if (!(error instanceof LinkError) && !(error instanceof MongoError))
                        throw error;
                    pauseMs = Math.min(set.heartbeatMs, pauseMs * 2 || FIRST_PAUSE_MS);
                    if (set.primary === primary)
                        await this.pause(pauseMs);
                }
            }
        }
    }
    /** Until something happens, or for so long; 0 being without end. */
    pause(ms) {
        return new Promise((resolve) => {
            const timer = ms > 0 ? setTimeout(() => this.wakeUp(), ms) : undefined;
            this.wakeUp = () => {
                clearTimeout(timer);
                this.wakeUp = () => { };
                resolve();
            };
            if (this.set.closed)
                this.wakeUp();
        });
    }
    async fetch(primary) {
        const { set } = this;
        const { engine } = set.member;
        const { commit, oplog } = engine;
        const reply = await this.ask(primary, {
            replSetFetch: 1,
            durable: toTimestamp(commit.durable),
            committed: toTimestamp(commit.committed),
            awaitMs: set.heartbeatMs,
        });
        if (!reply || set.member.failPoints.holdsReplication)
            return;
        if (reply.missing === true)
            return this.findCommon(primary);
        if (!reply.cursor)
            return;
        const entries = reply.cursor.nextBatch.map(entryFromDoc);
        engine.follow(entries);
        const committed = fromTimestamp(reply.committed);
        commit.advance(earlier(committed, oplog.end.ts));
        commit.flush();
        await commit.wait(oplog.end.ts, 'durable', 0);
    }
    /** The reply, if it is still that of our primary and this log is still as it was when we asked. */
    async ask(primary, cmd) {
        const { set } = this;
        const { engine } = set.member;
        const { end } = engine.oplog;
        const reply = await primary.feed.call({ ...cmd, ...set.greeting() }, set.heartbeatMs + set.electionMs);
        if (set.closed)
            return undefined;
        set.hear(primary, greetingFrom(reply), true);
        return set.primary === primary && compareOpTime(end, engine.oplog.end) === 0 ? reply : undefined;
    }
    /** The end of this log is not in the primary's: goes back to the last entry that both have. */
    async findCommon(primary) {
        const { member } = this.set;
        const { oplog, commit } = member.engine;
        const committed = oplog.seek(commit.committed);
        for (let end = oplog.size;; end -= COMPARED) {
            const positions = [];
            for (let i = end - 1; i >= committed && positions.length < COMPARED; i--)
                positions.push(oplog.at(i));
            const last = end - COMPARED <= committed;
            if (last && commit.committed === 0n)
                positions.push(NO_ENTRY);
            const reply = await this.ask(primary, {
                replSetFindCommon: 1,
                positions: positions.map(opTimeToDoc),
            });
            if (!reply)
                return;
            const found = positions[toNumber(reply.found)];
            if (found)
                return this.rollBack(found);
            if (last)
                break;
        }
        // What is committed is in the primary's log, unless it has forgotten it: this member was away too long.
        await this.copyAll(primary);
    }
    rollBack(to) {
        const { member } = this.set;
        const undone = member.engine.rollBack(to.ts);
        member.tell({ kind: 'rolled-back', entries: undone });
        member.log('warn', 'rolled back what a majority never had', { entries: undone });
        member.disconnectAll();
    }
    async copyAll(primary) {
        const { member } = this.set;
        member.setRole('recovering');
        member.log('warn', 'is too far behind: copies everything anew', { from: primary.name });
        try {
            const image = await fetchImage((cmd) => this.ask(primary, cmd));
            if (!image || image.entry.ts < member.engine.commit.committed)
                return;
            member.engine.restart(image);
            member.tell({ kind: 'copied-anew' });
            member.engine.commit.flush();
            member.disconnectAll();
        }
        finally {
            if (member.role === 'recovering')
                member.setRole('secondary');
        }
    }
}
const earlier = (a, b) => (a < b ? a : b);
