/** What a shrink leaves of a failure, how long that takes, and whether it is proved to be the least. */
import { shrinkageOf } from '../../sim/command/shrunk.ts';
import type { Plan } from '../../sim/plan/plan.ts';
import { type Failing, type Planted, shrunkOf } from './failing.ts';

type Change = [before: number, after: number];

export interface ShrinkFigures {
  seed: number;
  faults: Change;
  requests: Change;
  hosts: Change;
  events: Change;
  seconds: number;
  runs: number;
  isMinimal: boolean;
}

/** The plan that is left, and the figures: its events are those of a run to the end. */
export async function shrinkMeasured(
  planted: Planted,
  failing: Failing,
): Promise<{ plan: Plan; figures: ShrinkFigures }> {
  const { plan, result, failure } = failing;
  const startMs = performance.now();
  const found = await shrunkOf(planted, failing);
  const seconds = (performance.now() - startMs) / 1000;
  const { faults, requests, hosts, minimal } = shrinkageOf(plan, result, found, failure);
  const { events } = await planted.pool.run(found.plan);
  return {
    plan: found.plan,
    figures: {
      ...{ seed: plan.seed, faults, requests, hosts, events: [result.events, events] },
      ...{ seconds, runs: found.runs, isMinimal: minimal },
    },
  };
}

const arrow = ([before, after]: Change): string => `${before} → ${after}`;

export const inWords = (figures: ShrinkFigures): string => {
  const { seed, faults, requests, hosts, events, seconds, runs, isMinimal } = figures;
  const proof = isMinimal ? '' : ', not proved minimal';
  return `seed ${seed}: faults ${arrow(faults)}, requests ${arrow(requests)}, hosts ${arrow(hosts)}, events ${arrow(events)}; ${runs} runs in ${seconds.toFixed(1)} s${proof}`;
};
