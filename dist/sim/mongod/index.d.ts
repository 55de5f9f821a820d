import type { Disk } from './disk.ts';
import type { CommittedEntry } from './engine.ts';
import type { Happening } from './happening.ts';
import { Member as State } from './member.ts';
import type { Dial } from './replset/link.ts';
import type { MemberConfig } from './replset/peer.ts';
export { type Disk, type MemoryDisk, memoryDisk, noDisk } from './disk.ts';
export type { CommittedEntry } from './engine.ts';
export type { Happening } from './happening.ts';
export type { MemberConfig } from './replset/peer.ts';
export interface MemberOptions {
    name: string;
    host: string;
    /** 0 takes a free one. */
    port: number;
    replSet: string;
    /** The whole configured set, this member included; empty for this member alone. */
    members: MemberConfig[];
    /** Outlives the member: what a restarted one begins with. */
    disk: Disk;
    /** How often members make sure of each other, and how long after the last word of a primary they elect another. */
    heartbeatMs?: number;
    electionMs?: number;
    /** How the member reaches the others; over `node:net` when absent. */
    dial?: Dial;
    /** How many entries the oplog keeps; 50,000 when absent. */
    oplogLimit?: number;
    log?: (line: {
        level: string;
        msg: string;
        [k: string]: unknown;
    }) => void;
    /**
     * Told each majority-committed change of a document, in oplog order; after a crash maybe some once more, known by
     * their cluster time. Values are as the driver gives them.
     */
    onCommit?: (entry: CommittedEntry) => void;
    /** Told what else happens inside. */
    onHappening?: (what: Happening) => void;
}
export interface Member {
    uri: string;
    port: number;
    /** The state inside, for faults and tests. */
    state: State;
    /** Stops: no socket, timer or waiter is left. What the disk holds stays. */
    close(): Promise<void>;
}
/** Starts a member; resolves once it takes connections. Rejects when the port is taken. */
export declare function startMember(options: MemberOptions): Promise<Member>;
/** Takes connections, but does nothing for them before its state is `started`. */
export declare function openMember(options: MemberOptions): Promise<Member>;
