/**
 * Plans as files: JSON a person can read, checked when loaded, so that a broken one is one clear line. `save.ts` saves.
 * An excerpt of a run under load is taken for a plan, too.
 */
import { readFileSync } from 'node:fs';
import {
  EXCERPT_FORMAT,
  EXCERPT_VERSION,
  type Finding,
  type LiveExcerpt,
} from '../../harness/excerpt/format.ts';
import type { Shrinkage } from '../../harness/explanation/index.ts';
import type { ServerVersion } from '../../harness/mongo/server-version.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import { faultsOf } from '../faults/index.ts';
import { hostsOf } from '../system/hosts.ts';
import { flawOf } from './check-params.ts';
import { versionOf } from './draw.ts';
import { planOfExcerpt } from './from-live.ts';
import type { Plan } from './plan.ts';
import { isShapedAsExcerpt, isShapedAsPlan, PLAN_VERSION } from './schema.ts';

/** A plan that does not say was saved when there was no other. */
const FIRST_VERSION: ServerVersion = '4.4';

export class PlanFileError extends Error {}

/** A plan, and which code it was run with: together all that it takes to replay it. */
export interface SavedPlan extends Plan {
  /** The bug that was planted. */
  bug?: string;
  /** Absent in a plan written by hand, or saved outside of a repository. */
  commit?: string;
  /** What went wrong in the run under load that it is an excerpt of, and need not do so here. */
  found?: Finding;
  /** What shrinking took away to come to this. */
  shrunk?: Shrinkage;
}

/** Throws `PlanFileError`, whose message is one line for a person. */
export function loadPlan(file: string, scenario: Scenario): SavedPlan {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new PlanFileError(`cannot read plan ${file}: ${(error as NodeJS.ErrnoException).code}`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new PlanFileError(`plan ${file} is not JSON: ${(error as Error).message}`);
  }
  const plan = planIn(json, file, scenario);
  if (plan.scenario !== scenario.name)
    throw new PlanFileError(
      `plan ${file} is of the scenario '${plan.scenario}', and this is '${scenario.name}'`,
    );
  const { bug } = plan;
  if (bug !== undefined && !scenario.bugs?.some(({ name }) => name === bug))
    throw new PlanFileError(`plan ${file} was saved with a bug, and there is no bug '${bug}'`);
  const stranger = strangerIn(plan, scenario);
  if (stranger !== undefined)
    throw new PlanFileError(`plan ${file} names a service '${stranger}' that the scenario has not`);
  const targets = hostsOf(plan.topology);
  const kinds = faultsOf(scenario);
  for (const { kind: name, params } of plan.faults) {
    const kind = kinds.find((k) => k.kind === name);
    if (!kind) throw new PlanFileError(`plan ${file} holds an unknown fault: ${name}`);
    const flaw = flawOf(params, kind, targets);
    if (flaw) throw new PlanFileError(`plan ${file} holds a fault ${name} that ${flaw}`);
  }
  return plan;
}

/** What the file holds has the shape of what it is to be, and is of a version that is known. */
function planIn(json: unknown, file: string, scenario: Scenario): SavedPlan {
  const { format, version } = (json ?? {}) as { format?: unknown; version?: unknown };
  const isExcerpt = format === EXCERPT_FORMAT;
  const known = isExcerpt ? EXCERPT_VERSION : PLAN_VERSION;
  if (typeof version === 'number' && version !== known)
    throw new PlanFileError(`plan ${file} is of version ${version}, and this reads version ${known}`);
  if (isExcerpt ? !isShapedAsExcerpt(json) : !isShapedAsPlan(json)) {
    const [first] = (isExcerpt ? isShapedAsExcerpt : isShapedAsPlan).errors!;
    throw new PlanFileError(`plan ${file} is not a plan: ${first!.instancePath || 'it'} ${first!.message}`);
  }
  if (isExcerpt) return planOfExcerpt(json as LiveExcerpt, versionOf(scenario));
  const saved = json as Omit<SavedPlan, 'serverVersion'> & Partial<Plan>;
  return { serverVersion: FIRST_VERSION, ...saved };
}

/** A service that a plan needs and the scenario does not have, or the other way round. */
function strangerIn({ topology, requests }: Plan, { services }: Scenario): string | undefined {
  const named = [...Object.keys(topology.instances), ...requests.map(({ to }) => to)];
  return (
    named.find((name) => services[name] === undefined) ??
    Object.keys(services).find((name) => topology.instances[name] === undefined)
  );
}
