/**
 * A failed run, explained, as data: what `explain` finds out, its page draws and `--json` writes (docs/explanation.md).
 * The simulator makes it; reports and tools read it. Times are milliseconds on the run's clock, fractions of them
 * microseconds; what refers to another part does so by its `id`.
 */
import type { Change } from '../invariants/invariant.ts';

export const EXPLANATION_FORMAT = 'groundhog-explanation';
export const EXPLANATION_VERSION = 1;

export interface Explanation {
  format: typeof EXPLANATION_FORMAT;
  version: typeof EXPLANATION_VERSION;
  scenario: string;
  /** The planted bug, if the plan was run with one. */
  bug: string | null;
  /** The commit that ran, if it is known. */
  commit: string | null;
  node: string;
  /** The plan as it is saved and replayed. */
  plan: Record<string, unknown>;
  /** To see it again, and to step through it. */
  commands: { replay: string; inspect: string };
  verdict: string;
  reason: string;
  traceHash: string;
  historyHash: string;
  /** When the world began (before zero), and when it ended. */
  fromMs: number;
  toMs: number;
  /** What is looked at; null for a run that failed without a violation. */
  violation: ExplainedViolation | null;
  /** What broke, in the words of the scenario. */
  sentence: string;
  story: Paragraph[];
  lanes: Lane[];
  spans: Span[];
  faults: ExplainedFault[];
  messages: Message[];
  events: Event[];
  logs: Log[];
  /** What the invariant that was broken held, whenever that changed; empty when it does not tell. */
  invariantStates: { atMs: number; state: unknown }[];
  /** What happens without each thing that is left; null when that was not looked into. */
  things: Thing[] | null;
  /** What shrinking took away; null for a plan that was not shrunk. */
  shrunk: Shrinkage | null;
  likelihood: Likelihood | null;
  differences: Differences | null;
  /** A run that is too long to draw whole is drawn around its violation; null: it is whole. */
  window: { fromMs: number; toMs: number; leftOut: number } | null;
}

export interface ExplainedViolation {
  invariant: string;
  /** What must hold, in a sentence. */
  says: string;
  subject: string;
  related: string[];
  message: string;
  atMs: number;
  /** The event that showed it. */
  event: string | null;
}

/** Short sentences. What a clause says happened is its event, message, fault or log. */
export interface Paragraph {
  clauses: { text: string; ref?: string }[];
}

/** A process or a database member: what has a line of its own in the diagram. */
export interface Lane {
  name: string;
  kind: 'client' | 'service' | 'outside' | 'database';
  /** Of which service it is an instance; of others the kind again. */
  service: string;
}

/** What state a lane was in, other than up. */
export interface Span {
  lane: string;
  kind: 'down' | 'paused' | 'starting' | 'primary';
  fromMs: number;
  toMs: number;
}

export interface ExplainedFault {
  id: string;
  kind: string;
  /** Its parameters in words. */
  words: string;
  fromMs: number;
  toMs: number;
  /** Whom it strikes. */
  lanes: string[];
  /** Messages that it held, lost, delayed or cut off, and events it brought about. */
  struck: string[];
}

/** What one process said to another: an HTTP request or answer, a command to the database or its reply. */
export interface Message {
  id: string;
  from: string;
  to: string;
  /** `POST /charge ORD-7`, `200 {"status":"ok"}`, `insert events v12`. */
  label: string;
  protocol: 'http' | 'mongodb' | 'other';
  sentMs: number;
  /** Null: it never arrived. */
  arrivedMs: number | null;
  /** Why it did not arrive, or not as sent: `held by partition`, `lost with the crash of payment-1`. */
  fate: string | null;
  /** The fault that did that. */
  fault: string | null;
  /** The message this one answers. */
  answers: string | null;
  /** Whom it is about, such as `order ORD-7`. */
  subjects: string[];
  /** It concerns the violation: drawn strong. */
  strong: boolean;
  /** Only how machinery keeps going: heartbeats, pulls of the oplog, greetings, a change stream with nothing new. Never strong. */
  isNoise: boolean;
  /** All of it, decoded: head and body, or the command's document. */
  body: unknown;
  /** Where in the sender's code it was sent, innermost first; lines name the file that the user wrote. */
  stack: string[];
}

export type EventKind =
  | 'commit'
  | 'answer'
  | 'start'
  | 'exit'
  | 'crash'
  | 'pause'
  | 'resume'
  | 'signal'
  | 'clock'
  | 'election'
  | 'fault'
  | 'phase'
  | 'violation';

/** Something that happened at one moment in one place. */
export interface Event {
  id: string;
  /** Null: the world's own, such as a phase. */
  lane: string | null;
  atMs: number;
  kind: EventKind;
  /** In a few words. */
  label: string;
  subjects: string[];
  strong: boolean;
  /** The number of the event in the trace: what `--pause-at event:N` takes. */
  seq: number | null;
  /** Of a commit: the document before and after, and who wrote it by which message. */
  change?: Pick<Change, 'db' | 'coll' | 'op' | 'id' | 'before' | 'after'> & {
    by: string | null;
    message: string | null;
  };
}

export interface Log {
  id: string;
  lane: string;
  atMs: number;
  line: string;
  subjects: string[];
}

export interface Thing {
  /** A fault, request or instance, in words. */
  thing: string;
  /** What a run without it comes to: `passes`, or what else goes wrong. */
  without: string;
  /** The fault it is, if it is one. */
  fault: string | null;
}

export interface Shrinkage {
  faults: [before: number, after: number];
  requests: [before: number, after: number];
  hosts: [before: number, after: number];
  ms: [before: number, after: number];
  /** Whether it was shown that nothing can be taken away. */
  minimal: boolean;
}

/** The share of other futures, from a moment on, that fail as well. */
export interface Likelihood {
  points: { atMs: number; failed: number; of: number }[];
  /** Where the failure became inevitable: between these two the share rises most. Null: it does not jump. */
  jump: { fromMs: number; toMs: number; event: string | null } | null;
}

/** The run beside the last other future that passed. */
export interface Differences {
  /** Where the other left, which it is, and how to see it. */
  neighbour: { atMs: number; salt: number; replay: string };
  /** The first thing that was not the same, for each lane and for each subject that concerns the violation. */
  first: {
    of: string;
    atMs: number;
    here: string;
    ref: string | null;
    there: string;
  }[];
}
