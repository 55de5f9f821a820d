/** What is left of a failure once it is shrunk: as data for whoever explains or keeps it, and in words. */
import { commandLine } from '../../harness/called.ts';
import { changeIn } from '../../harness/campaign/index.ts';
import type { Explanation, Shrinkage } from '../../harness/explanation/index.ts';
import type { ScenarioFile } from '../../harness/scenario/load.ts';
import { duration, plural } from '../../harness/words.ts';
import type { SavedPlan } from '../plan/file.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunResult } from '../result.ts';
import { countOf } from '../shrink/hosts.ts';
import { type Failure, isOf, NOTHING, type Shrunk } from '../shrink/index.ts';
import { replayFlags } from './replay.ts';

/** A failure that was shrunk. */
export interface ShrunkFailure extends Pick<Shrunk, 'result' | 'runs' | 'without'> {
  failure: Failure;
  /** The plan that is left, as it is saved: with the bug and the commit. */
  plan: SavedPlan;
  /** Where it is saved. */
  file: string;
  shrinkage: Shrinkage;
  /** Real time that it took, and could have taken. */
  tookMs: number;
  budgetMs: number;
}

/** How it came about, and the page that says so, if one was written. */
export interface Explained {
  explanation: Explanation;
  page: string | undefined;
}

/** Undefined: it cannot be found out, as when the run did not fail again. */
export type Explain = (shrunk: ShrunkFailure) => Promise<Explained | undefined>;

/** What shrinking took away from a run of `plan`. */
export function shrinkageOf(plan: Plan, result: RunResult, shrunk: Shrunk, failure: Failure): Shrinkage {
  return {
    faults: [plan.faults.length, shrunk.plan.faults.length],
    requests: [plan.requests.length, shrunk.plan.requests.length],
    hosts: [countOf(plan.topology), countOf(shrunk.plan.topology)],
    ms: [failedAtMs(result, failure), failedAtMs(shrunk.result, failure)],
    minimal: shrunk.without?.every(({ comesTo }) => comesTo !== NOTHING) ?? false,
  };
}

/** `page` is the file that explains it, if there is one. */
export function printShrunk(shrunk: ShrunkFailure, of: ScenarioFile, page: string | undefined): string {
  const { failure, plan, file, shrinkage, result, runs, without, tookMs, budgetMs } = shrunk;
  const replay = `${commandLine('sim')} ${replayFlags(plan, { of, plan: file, bug: plan.bug })}`;
  const lines = [
    '',
    `seed ${plan.seed} shrunk: ${changeIn(shrinkage)}; ${plural(runs, 'run')} in ${duration(tookMs)}`,
    ...(without?.map(({ thing, comesTo }) => `  ${thing}; without it: ${comesTo}`) ?? []),
  ];
  const violation = result.violations.find((found) => isOf(failure, found));
  if (violation) lines.push(`  ${violation.invariant}, ${violation.subject}: ${violation.message}`);
  lines.push(
    ...(violation?.story ?? []).map((line) => `    ${line}`),
    `  replay: ${replay}`,
    ...(page === undefined ? [] : [`  explained: ${page}`]),
  );
  if (without === undefined)
    lines.push(
      `  not shown to be minimal: ${tookMs < budgetMs ? 'it was interrupted' : `its ${duration(budgetMs)} were over`}`,
      `  go on: ${replay} --shrink`,
    );
  return lines.join('\n');
}

/** `94 faults → 1, 155 requests → 3, 5 instances fewer`: what became less. */
export function changeOf(from: Plan, to: Plan): string {
  const [before, after] = [from, to].map(({ topology }) => countOf(topology)) as [number, number];
  return changeIn({
    faults: [from.faults.length, to.faults.length],
    requests: [from.requests.length, to.requests.length],
    hosts: [before, after],
  });
}

const failedAtMs = ({ violations, endMs }: RunResult, failure: Failure): number =>
  Math.max(0, violations.find((violation) => isOf(failure, violation))?.atMs ?? endMs);
