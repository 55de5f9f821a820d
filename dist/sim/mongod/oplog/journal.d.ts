/** What a member writes to its disk, and what a restarted one makes of it. */
import type { DiskRecord } from '../disk.ts';
import type { SessionImage } from '../session/sessions.ts';
import type { Store } from '../storage/store.ts';
import type { ClusterTime, Entry } from './entry.ts';
/** The whole state as of one entry, for a member that cannot get there entry by entry. Must not be written to. */
export interface Image {
    /** The last entry that is in it. */
    entry: Entry;
    store: Store;
    sessions: SessionImage[];
}
export interface Vote {
    term: number;
    /** Whom the member voted for in that term. */
    candidate: string;
}
export type JournalRecord = {
    kind: 'entry';
    entry: Entry;
}
/** What was known to be committed by then. */
 | {
    kind: 'committed';
    ts: ClusterTime;
} | {
    kind: 'vote';
    vote: Vote;
}
/** A roll-back: every entry after `ts` is gone. */
 | {
    kind: 'undo';
    ts: ClusterTime;
}
/** Every entry before `ts` is forgotten. */
 | {
    kind: 'forget';
    ts: ClusterTime;
} | {
    kind: 'image';
    image: Image;
};
export interface Journal {
    image: Image | undefined;
    /** In order, without those undone; those in the image are left out. */
    entries: Entry[];
    committed: ClusterTime;
    forgotten: ClusterTime;
    vote: Vote;
}
export declare function readJournal(records: Iterable<DiskRecord>): Journal;
