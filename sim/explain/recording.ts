/** What is kept of a run as it happened: a recorder writes it, and all that is found out of the run is read from it. */
import type { Answer, Change, FaultMoment, LogLine, Violation } from '../../harness/invariants/index.ts';
import type { MemberLine, WriteId } from '../mongod/index.ts';
import type { Judgement } from '../network/rules.ts';
import type { SystemHosts } from '../system/hosts.ts';
import type { TraceLine } from '../world/trace.ts';

/** Bytes that one end of a connection sent at once, and what became of them. */
export interface Piece {
  bytes: Buffer;
  sentUs: number;
  /** Of the trace, the event in which it was sent. */
  seq: number;
  /** Null: they never reached the other host. */
  arrivedUs: number | null;
  /** They arrived where a process still read them. */
  isHeard: boolean;
  /** When they came to where the process was gone. */
  lostUs: number | null;
  judged: (Judgement & { atUs: number })[];
  stack: string[];
}

/** All that one end of a connection said. */
export interface Speech {
  from: string;
  to: string;
  pieces: Piece[];
  /** When its process closed it; null: it never did. */
  closedUs: number | null;
}

export interface Talk {
  port: number;
  client: Speech;
  server: Speech;
}

/** Something told of at an event of the trace. */
type At<T> = T & { seq: number };

export interface Recording {
  hosts: SystemHosts;
  fromMs: number;
  trace: TraceLine[];
  talks: Talk[];
  changes: At<{ change: Change; write: WriteId | undefined; at: string | null }>[];
  answers: At<{ answer: Answer }>[];
  faults: At<{ moment: FaultMoment }>[];
  logs: LogLine[];
  members: { atMs: number; seq: number; member: string; line: MemberLine }[];
  /** When hosts had come up. */
  up: { atMs: number; host: string }[];
  /** Of each violation, the event that showed it. */
  found: { violation: Violation; seq: number }[];
  states: { atMs: number; state: unknown }[];
}
