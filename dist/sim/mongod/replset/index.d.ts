import type { Doc } from '../bson/values.ts';
import type { Reply } from '../commands/request.ts';
import type { Member } from '../member.ts';
import type { Vote } from '../oplog/journal.ts';
import { Election } from './election.ts';
import { Feed } from './feed.ts';
import { type Greeting, type MemberConfig, Peer } from './peer.ts';
export declare class ReplicaSet {
    readonly member: Member;
    readonly config: MemberConfig[];
    /** Where this member stands in the configuration. */
    readonly index: number;
    readonly peers: Peer[];
    /** How many votes make a majority. */
    readonly majority: number;
    readonly heartbeatMs: number;
    readonly electionMs: number;
    readonly election: Election;
    readonly feed: Feed;
    /** Who is primary, where that is another and known. */
    primary: Peer | undefined;
    closed: boolean;
    private readonly heartbeat;
    private readonly follower;
    private readonly images;
    /** `config` holds this member, under the name by which the others know it. */
    constructor(member: Member, config: MemberConfig[], vote: Vote);
    get me(): MemberConfig;
    get isPrimary(): boolean;
    start(): void;
    close(): void;
    greeting(): Doc;
    /** Answers another member. Its greeting is heard first, so that a newer term is known before anything else. */
    answer(name: string, cmd: Doc): Promise<Reply>;
    private reply;
    /** `answered`: it is the reply to a request of ours, so it hears us as well. */
    hear(peer: Peer, { term, state, applied }: Greeting, answered: boolean): void;
    /** There is a newer term than ours: whoever was primary is no more. */
    adoptTerm(term: number): void;
    setPrimary(peer: Peer | undefined): void;
    becomePrimary(): void;
    stepDown(why: string): void;
    /** How many votes those have that were heard of within the election timeout, this member included. */
    votesInReach(): number;
}
