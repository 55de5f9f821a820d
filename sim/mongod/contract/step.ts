/** What a sequence is made of, as data: the same is played on any server. */
import type { Document } from 'bson';

export type Step =
  | CommandStep
  /** Begins, commits or aborts a transaction of a session. Passed over where the session is not up to it. */
  | { start: string; readConcern?: 'local' | 'majority' | 'snapshot' }
  | { commit: string; expect?: Document }
  | { abort: string; expect?: Document }
  /** Reads on from a change stream that a command opened under this name, until it has given so many events. */
  | { drain: string; events: number; expect?: Document[] };

export interface CommandStep {
  /** `{ $var: name }` in it stands for a value kept earlier. */
  cmd: Document;
  /** The session it is sent in; `main` unless named. */
  session?: string;
  db?: 'admin';
  /** Names for values of the reply, given by their path. */
  save?: Record<string, string>;
  /** Changes the catalogue: passed over while a transaction is open, for which it would have to wait. */
  ddl?: true;
  /** The reply, in part; operators are those of the specification tests. */
  expect?: Document;
}

export interface Case {
  name: string;
  steps: readonly Step[];
}
