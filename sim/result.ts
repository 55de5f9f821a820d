/** What a run came to. */
import type { Violation } from '../harness/invariants/index.ts';
import type { RunTraffic } from './system/traffic.ts';

/** `looping`: a process went in circles. `nondeterministic`: run more than once, it was not the same. */
export type Verdict =
  | 'passed'
  | 'violated'
  | 'stuck'
  | 'looping'
  | 'escaped'
  | 'crashed'
  | 'nondeterministic';

const FROM_INSIDE: ReadonlySet<string> = new Set<Verdict>(['looping', 'escaped', 'crashed']);

/** Whether what code did ended the run there and then: the reason tells of that, by a stack where there is one. */
export const endedFromInside = ({ verdict }: { verdict: string }): boolean => FROM_INSIDE.has(verdict);

export interface FoundViolation extends Violation {
  /** The last relevant events, in sentences. */
  story: string[];
}

export interface RunResult {
  seed: number;
  verdict: Verdict;
  /** Why, for any verdict but `passed`; the stack of an escape or a crash. */
  reason: string;
  traceHash: string;
  historyHash: string;
  /** From the world's begin to its end. */
  virtualMs: number;
  /** When it ended, on the run's clock. */
  endMs: number;
  /** When all had come to rest, on the run's clock; null: it had not. */
  restedMs: number | null;
  wallMs: number;
  events: number;
  /** What it came to, in the scenario's words. */
  counts: Record<string, number>;
  violations: FoundViolation[];
  /** How often each kind of fault was injected. */
  injected: Record<string, number>;
  /** How often processes of each service ended, by themselves or by a signal: `api with exit code 1`. */
  ended: Record<string, number>;
  /** Which of the scenario's states were reached. */
  reached: string[];
  traffic: RunTraffic;
}
