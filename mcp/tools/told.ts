/** What came of a run, for a machine. */
import type { RunResult } from '../../sim/result.ts';

const MOST_VIOLATIONS = 5;

/** All that may be looked into; of many violations the first. */
export function toldOf(result: RunResult) {
  const { verdict, reason, traceHash, historyHash, events, endMs, counts, injected, ended, violations } =
    result;
  return {
    verdict,
    ...(reason !== '' && { reason }),
    ...{ traceHash, historyHash, events, endMs, counts, injected, ended },
    violations: violations.slice(0, MOST_VIOLATIONS),
    violationsInAll: violations.length,
  };
}
