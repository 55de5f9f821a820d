/** The bounded log of everything that changed, in order; and the clock that numbers it. */
import { NO_ENTRY } from './entry.js';
/** Gives cluster times: the second by the host's clock, but never back, also where that clock steps back. */
export class ClusterClock {
    last = 0n;
    next() {
        const now = BigInt(Math.floor(Date.now() / 1000)) << 32n;
        this.last = (now > this.last ? now : this.last) + 1n;
        return this.last;
    }
    /** Another node's time was seen: ours does not stay behind. */
    witness(ts) {
        if (ts > this.last)
            this.last = ts;
    }
}
export class Oplog {
    entries = [];
    /** Entries were dropped: what is older than the first is history lost. */
    truncated = false;
    /** How many entries are kept. Older ones go, and with them the history that a change stream could resume from. */
    limit;
    /** From here on nothing is forgotten, whatever the limit: it may have to be undone, or is not told yet. */
    pinned = 0n;
    constructor(limit) {
        this.limit = limit;
    }
    append(entry) {
        this.entries.push(entry);
        // Cut seldom, in large pieces: cutting moves all that stays.
        if (this.entries.length > this.limit * 1.25)
            this.forget(this.entries.length - this.limit);
    }
    /** Begins anew after an entry: what was before it is history lost. */
    restart(entry) {
        this.entries = [entry];
        this.truncated = true;
    }
    /** Where the log ends. */
    get end() {
        return this.entries.at(-1) ?? NO_ENTRY;
    }
    /** Whether this very entry is in the log; before the first of all is in every log that is whole. */
    has({ ts, t }) {
        if (ts === 0n)
            return !this.truncated;
        const entry = this.entries[this.seek(ts)];
        return entry?.ts === ts && entry.t === t;
    }
    get first() {
        return this.entries[0];
    }
    get last() {
        return this.entries.at(-1);
    }
    get size() {
        return this.entries.length;
    }
    /** Where the first entry at or after `ts` stands. Positions move when old entries go; take a new one each time. */
    seek(ts) {
        let lo = 0;
        let hi = this.entries.length;
        while (lo < hi) {
            const mid = (lo + hi) >> 1;
            if (this.entries[mid].ts < ts)
                lo = mid + 1;
            else
                hi = mid;
        }
        return lo;
    }
    at(i) {
        return this.entries[i];
    }
    /** The entries after `from`, up to and with `to`. */
    between(from, to) {
        return this.entries.slice(this.seek(from + 1n), this.seek(to + 1n));
    }
    /** Forgets what is older than `ts`, as a full oplog would. */
    truncateBefore(ts) {
        this.forget(this.seek(ts));
    }
    forget(count) {
        const most = Math.min(count, this.seek(this.pinned), this.entries.length - 1);
        if (most <= 0)
            return;
        this.entries.splice(0, most);
        this.truncated = true;
    }
    /** Takes away everything after `ts`, oldest first: what a roll-back undoes. */
    takeAfter(ts) {
        return this.entries.splice(this.seek(ts + 1n));
    }
}
