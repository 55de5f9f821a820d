/** Plans as files: JSON a person can read, checked when loaded, so that a broken one is one clear line. `save.ts` saves. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { allBugs } from '../bugs/index.ts';
import { faultKind } from '../faults/index.ts';
import { hostsOf } from '../shop/hosts.ts';
import { CHARACTERS } from './character.ts';
import { flawOf } from './check-params.ts';
import { type Plan, REPLICATED } from './plan.ts';

export class PlanFileError extends Error {}

/** A plan, and which code it was run with: together all that it takes to replay it. */
export interface SavedPlan extends Plan {
  /** The bug that was planted. */
  bug?: string;
  /** Absent in a plan written by hand, or saved outside of a repository. */
  commit?: string;
}

const count = { type: 'integer', minimum: 1, maximum: 100 };
const number = { type: 'number', minimum: 0 };
const object = (properties: Record<string, object>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

const instances = {
  if: { type: 'object' },
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON schema
  then: object(Object.fromEntries(REPLICATED.map((service) => [service, count]))),
  else: count,
};

const required = object({
  version: { const: 1 },
  seed: { type: 'integer' },
  topology: object({ clients: count, instances, members: count }),
  network: object({ latencyUs: number, jitterUs: number }),
  bank: object({ latencyMs: number, declineRate: { type: 'number', minimum: 0, maximum: 1 } }),
  chaosMs: number,
  products: {
    type: 'array',
    minItems: 1,
    items: object({ product_id: { type: 'string' }, initial_stock: number }),
  },
  arrivals: {
    type: 'array',
    items: object({
      atMs: number,
      client: { type: 'integer', minimum: 0 },
      kind: { enum: ['order', 'duplicate', 'conflict', 'bad', 'read-order', 'read-product'] },
    }),
  },
  faults: {
    type: 'array',
    items: object({
      kind: { type: 'string' },
      atMs: number,
      durationMs: number,
      params: { type: 'object' },
    }),
  },
});
const schema = {
  ...required,
  properties: {
    ...required.properties,
    character: { enum: CHARACTERS },
    warmUpMs: number,
    bug: { enum: allBugs.map(({ name }) => name) },
    commit: { type: 'string' },
  },
};

const validate = new Ajv({ allErrors: false }).compile<SavedPlan>(schema);

/** Throws `PlanFileError`, whose message is one line for a person. */
export function loadPlan(file: string): SavedPlan {
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
  if (!validate(plan)) {
    const [first] = validate.errors!;
    throw new PlanFileError(`plan ${file} is not a plan: ${first!.instancePath || 'it'} ${first!.message}`);
  }
  const targets = hostsOf(plan.topology);
  for (const { kind: name, params } of plan.faults) {
    const kind = faultKind(name);
    if (!kind) throw new PlanFileError(`plan ${file} holds an unknown fault: ${name}`);
    const flaw = flawOf(params, kind, targets);
    if (flaw) throw new PlanFileError(`plan ${file} holds a fault ${name} that ${flaw}`);
  }
  return plan;
}
