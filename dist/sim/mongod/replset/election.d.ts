/**
 * Elections. A member that has heard of no primary for the election timeout, and a random while longer, first asks
 * whether it would win (so that a member that cannot win disturbs nobody), then starts a term and asks for votes.
 * A vote is on the disk before it is told: a member never votes twice in a term, whatever happens to it.
 */
import type { Doc } from '../bson/values.ts';
import type { Vote } from '../oplog/journal.ts';
import type { ReplicaSet } from './index.ts';
import { type Greeting, type Peer } from './peer.ts';
export declare class Election {
    private readonly set;
    private vote;
    /** Resolves once the vote is on the disk. */
    private kept;
    private timer;
    private timeoutMs;
    private aliveMs;
    private frozenUntilMs;
    private running;
    constructor(set: ReplicaSet, vote: Vote);
    /** Watches for the primary's silence. A primary itself need not, and one alone is primary. */
    start(): void;
    stop(): void;
    /** There is a primary, and it hears us. */
    primaryIsAlive(): void;
    /** Does not run for primary for so long; 0 ends that. */
    freeze(forMs: number): void;
    get frozenMs(): number;
    get electable(): boolean;
    private arm;
    /** Longer by chance, so that two seldom run at once, and by each priority above ours. */
    private drawTimeout;
    private check;
    /** The primary is alive, but this member is preferred to it and has all that it has. */
    private couldTakeOver;
    /** Runs for primary. With `welcome` there is a primary that is to be replaced. */
    run(welcome?: boolean): Promise<void>;
    /** Whether a majority grants it, this member included. */
    private ask;
    private askOne;
    /** Somebody asks for our vote. */
    answer(peer: Peer, { term, applied }: Greeting, cmd: Doc): Promise<Doc>;
    private seesPrimary;
    private cast;
}
