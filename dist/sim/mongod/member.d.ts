/**
 * One member of a replica set: its state, its role, and who is connected. What makes it change its role is replset/;
 * here is what that means for clients: who may write, who may read, and what ends when a primary steps down.
 */
import { ObjectId } from 'bson';
import type { Request } from './commands/request.ts';
import { Cursors } from './cursors.ts';
import { Engine } from './engine.ts';
import { FailPoints } from './failpoint.ts';
import type { Happening } from './happening.ts';
import type { MemberOptions } from './index.ts';
import { ReplicaSet } from './replset/index.ts';
import type { MemberConfig, State } from './replset/peer.ts';
import { Topology } from './topology.ts';
export declare class Member {
    readonly options: MemberOptions;
    readonly engine: Engine;
    readonly cursors: Cursors;
    readonly failPoints: FailPoints;
    readonly topology: Topology;
    readonly startedMs: number;
    transactionLifetimeMs: number;
    role: State;
    connections: number;
    /** `host:port` as the others know it. */
    host: string;
    private set;
    /** Closes all connections to this member. Set by whoever has them. */
    hangUp: () => void;
    constructor(options: MemberOptions);
    /** Called once the port is known. A member alone is primary from the start. */
    started(port: number, members: readonly MemberConfig[]): void;
    get replset(): ReplicaSet;
    setRole(role: State): void;
    /** The data is no longer what readers have seen: they begin anew. */
    disconnectAll(): void;
    /** Names this primary's term, so that a client knows the newer of two. */
    get electionId(): ObjectId;
    get primaryHost(): string | undefined;
    /** The one place that refuses writes where they may not be. */
    requirePrimary(): void;
    /** Reads run on a secondary only if the client allows it. */
    requireReadable(req: Request): void;
    /** Resolves once `n` members have the entry in their oplogs. */
    awaitMembers(upTo: bigint, n: number, timeoutMs: number): Promise<void>;
    log(level: string, msg: string, more?: Record<string, unknown>): void;
    tell(what: Happening): void;
    close(): void;
}
