/** The bounded log of everything that changed, in order; and the clock that numbers it. */
import { type ClusterTime, type Entry, type OpTime } from './entry.ts';
/** Gives cluster times: the second by the host's clock, but never back, also where that clock steps back. */
export declare class ClusterClock {
    last: ClusterTime;
    next(): ClusterTime;
    /** Another node's time was seen: ours does not stay behind. */
    witness(ts: ClusterTime): void;
}
export declare class Oplog {
    private entries;
    /** Entries were dropped: what is older than the first is history lost. */
    truncated: boolean;
    /** How many entries are kept. Older ones go, and with them the history that a change stream could resume from. */
    limit: number;
    /** From here on nothing is forgotten, whatever the limit: it may have to be undone, or is not told yet. */
    pinned: ClusterTime;
    constructor(limit: number);
    append(entry: Entry): void;
    /** Begins anew after an entry: what was before it is history lost. */
    restart(entry: Entry): void;
    /** Where the log ends. */
    get end(): OpTime;
    /** Whether this very entry is in the log; before the first of all is in every log that is whole. */
    has({ ts, t }: OpTime): boolean;
    get first(): Entry | undefined;
    get last(): Entry | undefined;
    get size(): number;
    /** Where the first entry at or after `ts` stands. Positions move when old entries go; take a new one each time. */
    seek(ts: ClusterTime): number;
    at(i: number): Entry | undefined;
    /** The entries after `from`, up to and with `to`. */
    between(from: ClusterTime, to: ClusterTime): Entry[];
    /** Forgets what is older than `ts`, as a full oplog would. */
    truncateBefore(ts: ClusterTime): void;
    private forget;
    /** Takes away everything after `ts`, oldest first: what a roll-back undoes. */
    takeAfter(ts: ClusterTime): Entry[];
}
