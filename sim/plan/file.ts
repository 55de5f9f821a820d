/** Plans as files: JSON a person can read, checked when loaded, so that a broken one is one clear line. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { makeFolder } from '../../harness/folder.ts';
import { faultKind } from '../faults/index.ts';
import { hostsOf } from '../shop/hosts.ts';
import { CHARACTERS } from './character.ts';
import { flawOf } from './check-params.ts';
import { type Plan, REPLICATED } from './plan.ts';

export class PlanFileError extends Error {}

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
  properties: { ...required.properties, character: { enum: CHARACTERS } },
};

const validate = new Ajv({ allErrors: false }).compile<Plan>(schema);

/** Throws `PlanFileError`, whose message is one line for a person. */
export function loadPlan(file: string): Plan {
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

/** Writes a plan and returns its path. Creates the folder. */
export function savePlan(plan: Plan, file: string): string {
  makeFolder(path.dirname(file));
  writeFileSync(file, `${JSON.stringify(plan, null, 1)}\n`);
  return file;
}
