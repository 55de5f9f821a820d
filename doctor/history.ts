/** A whole history without faults: whether invariants hold, it is the same again, and the stores named are there. */

import type { PlannedRequest } from '../harness/scenario/request.ts';
import type { StoresSpec } from '../harness/scenario/stores.ts';
import { runVerified } from '../sim/command/verify.ts';
import { drawPlan } from '../sim/plan/draw.ts';
import type { RunResult } from '../sim/result.ts';
import { type Finding, fail, ok, warn } from './finding.ts';
import { firstLine, type Heard, type Stage } from './stage.ts';
import { vacuous } from './vacuous.ts';

const MOST_VIOLATIONS = 3;

export async function historyFindings(stage: Stage, drawn: readonly PlannedRequest[]): Promise<Finding[]> {
  const plan = drawPlan(stage.scenario, 1, { faults: [], swarm: false });
  const { result, heard } = await stage.play(plan);
  const again = await runVerified(stage.run, plan, {}, true);
  return [
    ...judged(stage, result, plan.requests.length),
    ...same(stage, result, again),
    ...storeFindings(stage.scenario.stores, heard),
    ...vacuous([...stage.scenario.invariants, toldOf(stage.scenario.stores)], drawn, heard),
  ];
}

function judged(stage: Stage, { verdict, reason, violations }: RunResult, requests: number): Finding[] {
  if (verdict === 'passed') return [ok('invariants', `hold over ${requests} requests without faults`)];
  if (verdict !== 'violated')
    return [
      fail('history', `a run without faults is ${verdict}: ${firstLine(reason)}`, stage.placeIn(reason)),
    ];
  return violations
    .slice(0, MOST_VIOLATIONS)
    .map(({ invariant, message, subject }) =>
      fail(
        invariant,
        `is broken without any fault: ${subject} ${message}`,
        'mend the invariant, or the service',
      ),
    );
}

function same(stage: Stage, { traceHash }: RunResult, again: RunResult): Finding[] {
  if (again.verdict === 'escaped')
    return [fail('determinism', firstLine(again.reason), stage.placeIn(again.reason))];
  if (again.verdict === 'nondeterministic' || again.traceHash !== traceHash)
    return [
      fail(
        'determinism',
        'two runs of one plan are not the same',
        'find what differs: sim --seed 1 --faults none --verify, and two files of --trace',
      ),
    ];
  return [ok('determinism', `two runs of one plan are the same: trace ${traceHash}`)];
}

/** The answers that the history tells. */
export const toldOf = ({ told }: Pick<StoresSpec, 'told'>) => ({
  name: 'stores.told',
  about: { kinds: { names: Object.keys(told) } },
});

export function storeFindings(stores: StoresSpec, { written: had }: Pick<Heard, 'written'>): Finding[] {
  const named = stores.collections.map(({ db, coll }) => `${db}.${coll}`);
  const others = [...had.keys()].filter((name) => !named.includes(name));
  const written = had.size === 0 ? 'nothing at all is written' : `written are ${[...had.keys()].join(', ')}`;
  return [
    ...named.map((name) =>
      had.has(name)
        ? ok('stores', `${name} is written`)
        : warn('stores', `${name} is never written`, `see that this is its name: ${written}`),
    ),
    ...(others.length > 0 ? [ok('stores', `written too, and not named: ${others.join(', ')}`)] : []),
  ];
}
