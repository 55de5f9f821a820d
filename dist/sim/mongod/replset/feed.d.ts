import { type Doc } from '../bson/values.ts';
import type { Reply } from '../commands/request.ts';
import { type ClusterTime } from '../oplog/entry.ts';
import type { ReplicaSet } from './index.ts';
import type { Greeting, Peer } from './peer.ts';
export declare class Feed {
    private readonly set;
    /** How far each other member's log is that is known to be the same as ours, in this term. */
    private readonly positions;
    private readonly waiting;
    /** The time of this primary's first entry, or just before. */
    private since;
    private commitNews;
    constructor(set: ReplicaSet);
    /** A new term begins with this member as primary. */
    begin(): void;
    /** All who wait for entries look again. */
    wake(): void;
    close(): void;
    /** Entries after the last that the other has; none when this is no primary, or its log is not ours. */
    fetch(peer: Peer, { term, applied }: Greeting, cmd: Doc): Promise<Reply>;
    /** Which of the positions, newest first, is the first that is in this log too; -1 for none. */
    findCommon(cmd: Doc): Doc;
    /** How far `n` members have the log, whether journaled or not; this member counts. */
    appliedBy(n: number): ClusterTime;
    appliedOn(peer: Peer): ClusterTime;
    private place;
    private count;
    private announceCommit;
    private behind;
    private news;
    private batch;
}
