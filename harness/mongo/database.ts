/** A database that a live stack runs on, and that there is none. */
import type { Ended } from '../stack/child.ts';

export interface Database {
  uri: string;
  source: 'uri' | 'memory-server' | 'model';
  /** One line for a person: what this is. */
  description: string;
  version: string;
  members: number;
  /** Resolves when its process has ended, however that came; only for one that we started. */
  ended?: Promise<Ended>;
  stop(): Promise<void>;
}

/** Thrown for what a person can mend; the message is the whole explanation. */
export class NoDatabase extends Error {}
