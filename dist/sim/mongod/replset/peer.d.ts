/** Another member, as far as this one has heard of it. */
import { type Doc } from '../bson/values.ts';
import { type OpTime } from '../oplog/entry.ts';
import type { Link } from './link.ts';
export type State = 'primary' | 'secondary' | 'recovering';
export interface MemberConfig {
    host: string;
    port: number;
    /** A member with more is preferred as primary; with 0 it never is one. 1 unless given. */
    priority?: number;
    /** 0 or 1, the default. */
    votes?: number;
}
export declare class Peer {
    readonly index: number;
    /** `host:port` */
    readonly name: string;
    readonly priority: number;
    readonly votes: number;
    /** For what is answered at once: heartbeats, votes. */
    readonly control: Link;
    /** For what may take its time: the oplog. */
    readonly feed: Link;
    /** When anything last came from it, by the monotonic clock. */
    heardMs: number;
    /** When it last answered us. */
    answeredMs: number;
    /** As it said of itself; `unknown` until it did. */
    state: State | 'unknown';
    applied: OpTime;
    constructor(index: number, config: MemberConfig, control: Link, feed: Link);
    close(): void;
}
/** What every message between members begins with: who sends it, and how it stands. */
export interface Greeting {
    from: number;
    term: number;
    state: State;
    applied: OpTime;
}
export declare function greetingFrom(doc: Doc): Greeting;
