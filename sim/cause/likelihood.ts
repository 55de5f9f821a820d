/**
 * The share of other futures that fail as well, over the moment from which on they are other ones. It is low before what
 * matters has happened, and all of them when it has: in between it jumps, and the jump is searched for by halves.
 */
import type { Likelihood } from '../../harness/explanation/index.ts';
import { nameOfSubject } from '../../harness/invariants/about.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import { type Plan, warmUpMsOf } from '../plan/plan.ts';
import type { RunResult } from '../result.ts';
import { earlyOf, type Failure, isOf } from '../shrink/failure.ts';
import { Futures, type FutureTools } from './futures.ts';

/** How closely it is looked. */
export interface Closeness {
  /** Moments that are looked at first, evenly spread. */
  moments: number;
  /** Futures of each of them, and of each that is looked at while the jump is searched for. */
  salts: number;
  closerSalts: number;
  /** The jump is known well enough when it lies between two moments no further apart. */
  withinMs: number;
}

const USUAL: Closeness = { moments: 14, salts: 6, closerSalts: 12, withinMs: 4 };

/** A share that rises by less than this within the jump has none there. */
const LEAST_RISE = 0.25;

/** Another future in which the failure did not come, and which left the run latest. */
export interface Neighbour {
  atMs: number;
  salt: number;
  plan: Plan;
}

export interface Cause {
  /** `jump.event` is null: who has the events fills it in. */
  likelihood: Likelihood;
  /** Null: none did not fail. */
  neighbour: Neighbour | null;
  /** How many other futures were run. */
  runs: number;
  /** Whether there was time for all. */
  isWhole: boolean;
}

/**
 * The failure of this very subject, where its name is the plan's and not one made up in the run, as a generated id is: in a
 * run that was not shrunk others of its kind fail as well, each for its own reason.
 */
export function theVery(failure: Failure, plan: Plan, result: RunResult): Failure {
  const early = earlyOf(failure, result);
  const subject = result.violations.find((violation) => isOf(failure, violation))?.subject;
  const name = subject && nameOfSubject(subject);
  const isNamed = name && JSON.stringify([plan.requests, plan.data]).includes(JSON.stringify(name));
  return isNamed ? { ...early, name } : early;
}

/** `result` is of a run of `plan`. Takes as long as `tools.signal` lets it, and has less to tell when that aborts. */
export async function likelihoodOf(
  plan: Plan,
  failure: Failure,
  result: RunResult,
  scenario: Scenario,
  tools: FutureTools,
  closeness: Partial<Closeness> = {},
): Promise<Cause> {
  const { moments, salts, closerSalts, withinMs } = { ...USUAL, ...closeness };
  const futures = new Futures(plan, failure, scenario, tools);
  const endMs = Math.ceil(failedAtMs(result, failure));
  const points = () => [...futures.points(), { atMs: endMs, failed: salts, of: salts }];

  await futures.run(spread(-warmUpMsOf(plan), endMs, moments), salts);
  let jump = steepest(points());
  while (jump !== undefined && jump.toMs - jump.fromMs > withinMs && !futures.isOver) {
    const middle = Math.round((jump.fromMs + jump.toMs) / 2);
    await futures.run([jump.fromMs, jump.toMs].filter((atMs) => atMs !== endMs).concat(middle), closerSalts);
    if (futures.isOver) break;
    const { fromMs, toMs } = jump;
    const closer = steepest(points().filter(({ atMs }) => atMs >= fromMs && atMs <= toMs));
    // It rises little by little: nowhere within is a jump.
    if (closer === undefined) break;
    jump = closer;
  }
  const salt = jump && futures.otherAt(jump.fromMs);
  return {
    likelihood: {
      points: points(),
      jump: jump ? { fromMs: jump.fromMs, toMs: jump.toMs, event: null } : null,
    },
    neighbour:
      salt === undefined ? null : { atMs: jump!.fromMs, salt, plan: futures.planOf(jump!.fromMs, salt) },
    runs: futures.runs,
    isWhole: !futures.isOver,
  };
}

/** When it came, or ended where it is no violation: from then on there is nothing that could still be otherwise. */
const failedAtMs = ({ violations, endMs }: RunResult, failure: Failure): number =>
  violations.find((violation) => isOf(failure, violation))?.atMs ?? endMs;

/** The world's begin, when clients are let in, and whole milliseconds evenly spread from there to before the end. */
function spread(beginMs: number, endMs: number, count: number): number[] {
  const even = Array.from({ length: count }, (_, i) => Math.round((endMs * i) / count));
  return [...new Set([beginMs, ...even])].filter((atMs) => atMs < endMs);
}

type Points = Likelihood['points'];

/** Between which two neighbours the share rises most, and of several the last; undefined: it nowhere rises enough. */
function steepest(points: Points): { fromMs: number; toMs: number } | undefined {
  let most = LEAST_RISE;
  let found: { fromMs: number; toMs: number } | undefined;
  for (let i = 1; i < points.length; i++) {
    const [before, after] = [points[i - 1]!, points[i]!];
    const rise = after.failed / after.of - before.failed / before.of;
    if (rise < most) continue;
    most = rise;
    found = { fromMs: before.atMs, toMs: after.atMs };
  }
  return found;
}
