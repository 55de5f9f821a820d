/** What a run came to, and the exit code that says so. */
import type { Judge } from '../invariants/index.ts';
import { allInvariants } from '../invariants/index.ts';
import type { Spectrum, Verdict } from './result.ts';

/** Exit codes of `npm run load`; the README lists them. */
export const EXIT = {
  passed: 0,
  violated: 1,
  badUsage: 2,
  /** Something did not start, a process died that nobody killed, or the report could not be written. */
  broken: 4,
  sloMissed: 5,
  invalid: 6,
  interrupted: 130,
} as const;

export interface Findings {
  judge: Judge;
  /** Whether the end was judged: everything was quiet, and the judge had seen it all. */
  judgedToEnd: boolean;
  /** Orders that are told one thing and stored as another. */
  unaccounted: number;
  interrupted: boolean;
  /** Why figures or judgement cannot be trusted. */
  invalid: string[];
  broken: string | null;
  slos: Verdict['slos'];
  notes: string[];
}

export function verdictOf(found: Findings): Verdict {
  const violations = found.judge.violations.map((violation) => ({
    invariant: violation.invariant,
    atMs: violation.atMs,
    subject: violation.subject,
    message: violation.message,
    story: found.judge.story(violation),
  }));
  if (found.unaccounted > 0) {
    const message = `${found.unaccounted} orders were told one thing and are stored as another`;
    violations.push({ invariant: 'ledger', atMs: 0, subject: 'orders', message, story: [] });
  }
  const invariants = violations.length > 0 ? 'violated' : found.judgedToEnd ? 'held' : 'not judged';
  const verdict = {
    invariants,
    invalid: found.invalid,
    violations,
    droppedViolations: found.judge.dropped,
    judged: allInvariants.map(({ name, says }) => ({ name, says })),
    slos: found.slos,
    notes: found.notes,
  } as const;
  return { ...verdict, exitCode: exitCodeOf(verdict, found) };
}

function exitCodeOf(verdict: Pick<Verdict, 'invariants' | 'slos'>, found: Findings): number {
  if (verdict.invariants === 'violated') return EXIT.violated;
  if (found.broken !== null) return EXIT.broken;
  if (found.interrupted) return EXIT.interrupted;
  if (found.invalid.length > 0 || verdict.invariants === 'not judged') return EXIT.invalid;
  return verdict.slos.every(({ met }) => met) ? EXIT.passed : EXIT.sloMissed;
}

/** A driver that was late itself measured itself. Null if it was in time. */
export function lateDriver(sendLag: Spectrum, maxMs: number): string | null {
  const p99Ms = sendLag.points.find(({ percentile }) => percentile === 99)?.ms ?? 0;
  return p99Ms <= maxMs ? null : `the driver itself was late: send lag p99 ${p99Ms} ms, limit ${maxMs} ms`;
}
