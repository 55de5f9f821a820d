/** The shapes of what a file may hold: a plan, or an excerpt of a run under load. */
import { Ajv } from 'ajv';
import { EXCERPT_VERSION } from '../../harness/excerpt/format.ts';
import { object, text } from '../../harness/json-schema.ts';
import { SERVER_VERSIONS } from '../../harness/mongo/server-version.ts';
import { CHARACTERS } from './character.ts';

export const PLAN_VERSION = 2;
const count = { type: 'integer', minimum: 1, maximum: 100 };
const number = { type: 'number', minimum: 0 };

const requests = {
  type: 'array',
  items: object({
    atMs: number,
    client: { type: 'integer', minimum: 0 },
    ...{ kind: text, key: text, to: text, method: text, path: text },
  }),
};
const instances = { type: 'object', additionalProperties: count };
const found = object({ what: { enum: ['violated', 'lost', 'stuck'] }, subject: text, message: text });

const required = object({
  version: { const: PLAN_VERSION },
  scenario: text,
  seed: { type: 'integer' },
  topology: object({ clients: count, instances, members: count }),
  network: object({ latencyUs: number, jitterUs: number }),
  chaosMs: number,
  data: { type: 'object' },
  requests,
  faults: {
    type: 'array',
    items: object({
      kind: text,
      atMs: { type: 'number' },
      durationMs: number,
      params: { type: 'object' },
    }),
  },
});
const branch = object({ atMs: { type: 'number' }, salt: { type: 'integer' } });
const plan = {
  ...required,
  $defs: { branch: { ...branch, properties: { ...branch.properties, of: { $ref: '#/$defs/branch' } } } },
  properties: {
    ...required.properties,
    character: { enum: CHARACTERS },
    warmUpMs: number,
    branch: { $ref: '#/$defs/branch' },
    serverVersion: { enum: SERVER_VERSIONS },
    ...{ bug: text, commit: text, found, shrunk: { type: 'object' } },
  },
};

const excerpt = object({
  version: { const: EXCERPT_VERSION },
  ...{ scenario: text, seed: { type: 'integer' }, found },
  topology: object({ instances, members: count }),
  ...{ durationMs: number, data: { type: 'object' }, requests },
  chaos: {
    type: 'array',
    items: object({ kind: { enum: ['kill', 'pause'] }, instance: text, atMs: number, durationMs: number }),
  },
});

const ajv = new Ajv({ allErrors: false });
/** Each says in its `errors` what is wrong with the last that it was asked of. */
export const isShapedAsPlan = ajv.compile(plan);
export const isShapedAsExcerpt = ajv.compile(excerpt);
