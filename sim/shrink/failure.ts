/** What a run failed of, in so far as a simpler run must fail of the same. */
import { kindOfSubject } from '../../harness/campaign/index.ts';
import type { Violation } from '../../harness/invariants/index.ts';
import { endedFromInside, type RunResult, type Verdict } from '../result.ts';

export interface Failure {
  verdict: Verdict;
  /** Of a violation: the invariant and the kind of its subject, such as `order`. */
  invariant?: string;
  subject?: string;
  /** And its name, where no other subject will do, such as `ORD-000007`. */
  name?: string;
  /** It came before all was at rest: who looks for it need not wait for longer. */
  isEarly?: boolean;
  /** Of a loop, an escape or a crash: its first line, without what differs from run to run. */
  words?: string;
}

/** The first violation, or the verdict. Undefined: it passed, or cannot be told from another such failure. */
export function failureOf({ verdict, violations, reason, traceHash }: RunResult): Failure | undefined {
  const [violation] = violations;
  if (verdict === 'violated' && violation !== undefined)
    return { verdict, invariant: violation.invariant, subject: kindOfSubject(violation.subject) };
  if (verdict === 'stuck') return { verdict };
  // A worker that died or hung left no trace.
  if (endedFromInside({ verdict }) && traceHash !== '') return { verdict, words: wordsOf(reason) };
  return undefined;
}

/** The same failure, where it is seen from a run that went on to its end that it came before all was at rest. */
export function earlyOf(failure: Failure, { violations, restedMs, endMs }: RunResult): Failure {
  const violation = violations.find((found) => isOf(failure, found));
  const isEarly = violation !== undefined && violation.atMs < (restedMs ?? endMs);
  return isEarly ? { ...failure, isEarly } : failure;
}

/** Whether this violation is the failure looked for. */
export const isOf = (failure: Failure, { invariant, subject }: Violation): boolean =>
  failure.invariant === invariant &&
  failure.subject === kindOfSubject(subject) &&
  (failure.name === undefined || subject === `${failure.subject} ${failure.name}`);

/** Whether a run failed so, whatever else went wrong in it. */
export function failsAlike(failure: Failure, result: RunResult): boolean {
  if (failure.verdict === 'violated') return result.violations.some((violation) => isOf(failure, violation));
  return result.verdict === failure.verdict && failureOf(result)?.words === failure.words;
}

const wordsOf = (reason: string): string => reason.split('\n', 1)[0]!.replace(/\d+/g, '#');
