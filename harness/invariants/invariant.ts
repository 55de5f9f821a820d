/**
 * What an invariant sees and says.
 *
 * An invariant is judged on what the stores hold and on what clients were told, never on a service's memory.
 * Both ways of running feed it the same two streams: the simulator from the committed oplog of the database
 * model, the live stack from a cluster-wide change stream. Read `stores.ts` next.
 */
import type { Document } from 'bson';
import type { Asked } from '../scenario/request.ts';

/** One durable (majority-committed) change of one document, in the order of the oplog. */
export interface Change {
  /** Milliseconds on the run's clock. */
  atMs: number;
  /** Cluster time of the oplog entry: seconds << 32 | increment. Resume tokens carry the same number. */
  clusterTime: bigint;
  db: string;
  coll: string;
  op: 'insert' | 'update' | 'replace' | 'delete';
  id: unknown;
  before: Document | null;
  after: Document | null;
}

/** What one client was told in answer to one request. */
export interface Answer extends Asked {
  /** Milliseconds on the run's clock, when the request was sent and when its reply (or failure) came. */
  sentMs: number;
  atMs: number;
  client: string;
  /** HTTP status, or 0 when no answer came (reset, timeout). */
  status: number;
  /** The reply's; null when it had none that is JSON. */
  body: Document | null;
}

/** A fault's begin, whom it came to strike (where that shows only in the run), and its end. No invariant looks at it. */
export interface FaultMoment {
  /** Tells the faults of a run apart. */
  fault: number;
  kind: string;
  atMs: number;
  what: 'begins' | 'strikes' | 'ends';
  /** Its parameters, or whom it strikes, in a few words. */
  words: string;
}

export interface Violation {
  invariant: string;
  atMs: number;
  /** What it is about: `order ORD-1`, `product iphone-15`. */
  subject: string;
  /** Other subjects whose last events help to tell the story. */
  related?: string[];
  message: string;
}

/** Everything the stores hold right now: `db.coll` → id → document. */
export interface Stores {
  all(db: string, coll: string): Iterable<Document>;
  get(db: string, coll: string, id: unknown): Document | undefined;
}

/** A process ended. */
export interface Exit {
  atMs: number;
  /** Which instance, such as `api-2`. */
  process: string;
  /** What it exited with; null when a signal ended it. */
  code: number | null;
  signal: string | null;
  /** The uncaught error or unhandled rejection that ended it; null when there was none. */
  error: string | null;
  /** Milliseconds it had since it was asked to end (SIGTERM), without those for which it was paused; null: nobody asked. */
  afterAskedMs: number | null;
}

/** One line that a process wrote. */
export interface LogLine {
  atMs: number;
  process: string;
  line: string;
}

/** The state one run keeps for one invariant. Each method returns what it found wrong (nothing: an empty list). */
export interface Checker {
  onChange?(change: Change, stores: Stores): Violation[];
  onAnswer?(answer: Answer, stores: Stores): Violation[];
  onExit?(exit: Exit): Violation[];
  onLog?(log: LogLine): Violation[];
  /** All faults are over: from here on nothing excuses a failure. */
  onHeal?(atMs: number): void;
  /** After heal, once the system is quiet: liveness, convergence and totals. */
  atEnd?(atMs: number, stores: Stores): Violation[];
  /** What it holds of a subject just now, as plain data: shown beside what happened where it is broken. */
  state?(subject: string): unknown;
}

export interface Invariant {
  name: string;
  /** One sentence a person can read: what must hold. */
  says: string;
  /** What it looks at, where it can be told: `doctor` says which of it a run has nothing of. */
  about?: About;
  create(): Checker;
}

/** By name, so that one that is misspelt can be told from one that nothing ever breaks. */
export interface About {
  /** Kinds of request. `sent`, `answered`: fields of their bodies, and of the bodies of their answers (200). */
  kinds?: { names: readonly string[]; sent?: readonly string[]; answered?: readonly string[] };
  collections?: readonly { db: string; coll: string; fields?: readonly string[] }[];
}
