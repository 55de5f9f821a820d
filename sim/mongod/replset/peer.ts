/** Another member, as far as this one has heard of it. */
import { type Doc, toNumber } from '../bson/values.ts';
import { NO_ENTRY, type OpTime } from '../oplog/entry.ts';
import { opTimeFromDoc } from './codec.ts';
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

export class Peer {
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
  heardMs = Number.NEGATIVE_INFINITY;
  /** When it last answered us. */
  answeredMs = Number.NEGATIVE_INFINITY;
  /** As it said of itself; `unknown` until it did. */
  state: State | 'unknown' = 'unknown';
  applied: OpTime = NO_ENTRY;

  constructor(index: number, config: MemberConfig, control: Link, feed: Link) {
    this.index = index;
    this.name = `${config.host}:${config.port}`;
    this.priority = config.priority ?? 1;
    this.votes = config.votes ?? 1;
    this.control = control;
    this.feed = feed;
  }

  close(): void {
    this.control.close();
    this.feed.close();
  }
}

/** What every message between members begins with: who sends it, and how it stands. */
export interface Greeting {
  from: number;
  term: number;
  state: State;
  applied: OpTime;
}

export function greetingFrom(doc: Doc): Greeting {
  return {
    from: toNumber(doc.from),
    term: toNumber(doc.term),
    state: doc.state as State,
    applied: opTimeFromDoc(doc.applied as Doc),
  };
}
