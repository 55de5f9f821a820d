import { INTERRUPTED } from '../../harness/interrupt.ts';
import type { Verdict } from '../result.ts';

/** What a script can tell from the exit code. docs/campaigns.md lists them; a test compares. */
export const EXIT = {
  passed: 0,
  violated: 1,
  usage: 2,
  /** It did not come to rest, or went in circles. */
  stuck: 3,
  /** Escape, crash or nondeterminism: the simulator or the code in it is broken. */
  broken: 4,
  /** Every seed passed, but a state that a healthy campaign must reach never was. */
  unreached: 7,
  interrupted: INTERRUPTED,
} as const;

const byVerdict: Record<Verdict, number> = {
  passed: EXIT.passed,
  violated: EXIT.violated,
  stuck: EXIT.stuck,
  looping: EXIT.stuck,
  escaped: EXIT.broken,
  crashed: EXIT.broken,
  nondeterministic: EXIT.broken,
};

/** Of many seeds the gravest counts: broken before violated before stuck. */
export function exitCodeOf(verdicts: Iterable<Verdict>): number {
  const codes = new Set([...verdicts].map((verdict) => byVerdict[verdict]));
  for (const code of [EXIT.broken, EXIT.violated, EXIT.stuck]) if (codes.has(code)) return code;
  return EXIT.passed;
}
