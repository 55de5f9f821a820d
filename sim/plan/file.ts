/** Plans as files: JSON a person can read, checked when loaded, so that a broken one is one clear line. `save.ts` saves. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import { faultsOf } from '../faults/index.ts';
import { hostsOf } from '../system/hosts.ts';
import { CHARACTERS } from './character.ts';
import { flawOf } from './check-params.ts';
import type { Plan } from './plan.ts';

export class PlanFileError extends Error {}

/** A plan, and which code it was run with: together all that it takes to replay it. */
export interface SavedPlan extends Plan {
  /** The bug that was planted. */
  bug?: string;
  /** Absent in a plan written by hand, or saved outside of a repository. */
  commit?: string;
}

const VERSION = 2;
const text = { type: 'string' };
const count = { type: 'integer', minimum: 1, maximum: 100 };
const number = { type: 'number', minimum: 0 };
const object = (properties: Record<string, object>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

const required = object({
  version: { const: VERSION },
  scenario: { type: 'string' },
  seed: { type: 'integer' },
  topology: object({
    clients: count,
    instances: { type: 'object', additionalProperties: count },
    members: count,
  }),
  network: object({ latencyUs: number, jitterUs: number }),
  chaosMs: number,
  data: { type: 'object' },
  requests: {
    type: 'array',
    items: object({
      atMs: number,
      client: { type: 'integer', minimum: 0 },
      ...{ kind: text, key: text, to: text, method: text, path: text },
    }),
  },
  faults: {
    type: 'array',
    items: object({
      kind: text,
      atMs: number,
      durationMs: number,
      params: { type: 'object' },
    }),
  },
});
const branch = object({ atMs: { type: 'number' }, salt: { type: 'integer' } });
const schema = {
  ...required,
  $defs: { branch: { ...branch, properties: { ...branch.properties, of: { $ref: '#/$defs/branch' } } } },
  properties: {
    ...required.properties,
    character: { enum: CHARACTERS },
    warmUpMs: number,
    branch: { $ref: '#/$defs/branch' },
    bug: text,
    commit: { type: 'string' },
  },
};

const validate = new Ajv({ allErrors: false }).compile<SavedPlan>(schema);

/** Throws `PlanFileError`, whose message is one line for a person. */
export function loadPlan(file: string, scenario: Scenario): SavedPlan {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new PlanFileError(`cannot read plan ${file}: ${(error as NodeJS.ErrnoException).code}`);
  }
  let plan: unknown;
  try {
    plan = JSON.parse(text);
  } catch (error) {
    throw new PlanFileError(`plan ${file} is not JSON: ${(error as Error).message}`);
  }
  const { version } = (plan ?? {}) as { version?: unknown };
  if (typeof version === 'number' && version !== VERSION)
    throw new PlanFileError(`plan ${file} is of version ${version}, and this reads version ${VERSION}`);
  if (!validate(plan)) {
    const [first] = validate.errors!;
    throw new PlanFileError(`plan ${file} is not a plan: ${first!.instancePath || 'it'} ${first!.message}`);
  }
  if (plan.scenario !== scenario.name)
    throw new PlanFileError(
      `plan ${file} is of the scenario '${plan.scenario}', and this is '${scenario.name}'`,
    );
  const { bug } = plan as SavedPlan;
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

/** A service that a plan needs and the scenario does not have, or the other way round. */
function strangerIn({ topology, requests }: Plan, { services }: Scenario): string | undefined {
  const named = [...Object.keys(topology.instances), ...requests.map(({ to }) => to)];
  return (
    named.find((name) => services[name] === undefined) ??
    Object.keys(services).find((name) => topology.instances[name] === undefined)
  );
}
