/** What a `$changeStream` stage may say, and what may come after it in a pipeline. */
import { type Doc, isObject, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Vars } from '../query/expression.ts';
import { stageOf } from '../query/stages.ts';

const TYPED = [
  ['fullDocument', 'string'],
  ['allChangesForCluster', 'boolean'],
] as const;
const OPTIONS = ['fullDocument', 'resumeAfter', 'startAfter', 'startAtOperationTime', 'allChangesForCluster'];
const STAGES = [
  '$match',
  '$project',
  '$addFields',
  '$set',
  '$unset',
  '$replaceRoot',
  '$replaceWith',
  '$redact',
];

/** The stage's options, which are such as the server takes; where they start from is still to be checked. */
export function checkedStage(spec: Value, pipeline: Doc[], vars: Vars): Doc {
  if (!isObject(spec)) fail(50808, `$changeStream stage expects a document as argument.`);
  for (const name of Object.keys(spec))
    if (!OPTIONS.includes(name)) fail(40415, `BSON field '$changeStream.${name}' is an unknown field.`);
  for (const [name, type] of TYPED) {
    const value = spec[name];
    if (value !== undefined && typeof value !== type)
      fail(
        14,
        `BSON field '$changeStream.${name}' is the wrong type '${typeName(value)}', expected type '${type}'`,
      );
  }
  for (const stage of pipeline) {
    const { name } = stageOf(stage, vars);
    if (!STAGES.includes(name)) fail(20, `${name} is not permitted in a $changeStream pipeline`);
  }
  const full = spec.fullDocument ?? 'default';
  if (full !== 'default' && full !== 'updateLookup') {
    fail(
      40575,
      `unrecognized value for the 'fullDocument' option to the $changeStream stage. Expected 'default' or 'updateLookup', got '${String(full)}'`,
    );
  }
  return spec;
}
