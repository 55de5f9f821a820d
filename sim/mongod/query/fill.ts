/** `$fill`: values for fields that are null or missing, by `$setWindowFields` and `$addFields`. */
import { type Doc, isObject, typeName, type Value } from '../bson/values.ts';
import { checkFields, idl, required } from '../commands/fields.ts';
import { fail } from '../errors.ts';
import type { PipelineContext, Pipelines, Stage } from './stage.ts';

const METHODS: Record<string, string> = { linear: '$linearFill', locf: '$locf' };

export function fill(spec: Value, ctx: PipelineContext, { compile }: Pipelines): Stage {
  if (!isObject(spec))
    return fail(9, `The $fill stage specification must be an object, found ${typeName(spec)}`);
  const kinds = {
    partitionBy: 'stringOrObject',
    partitionByFields: 'array',
    sortBy: 'object',
    output: 'object',
  } as const;
  checkFields('', spec, kinds, idl('$fill'));
  required(spec, 'output', '$fill');
  const windows: Doc = {};
  const values: Doc = {};
  for (const [name, how] of Object.entries(spec.output as Doc)) {
    if (!isObject(how))
      return fail(6050200, 'Each fill output specification must be an object with exactly one field');
    checkFields('', how, { method: 'string', value: 'any' }, idl('$fill'));
    if (how.method !== undefined) {
      if ('value' in how)
        fail(
          6050201,
          "Each fill output specification must have exactly one of 'method' or 'value' fields, not both",
        );
      const method = METHODS[how.method as string] ?? fail(6050202, 'Method must be either locf or linear');
      windows[name] = { [method]: `$${name}` };
    } else if ('value' in how) values[name] = { $ifNull: [`$${name}`, how.value] };
  }
  if (Object.keys(spec.output as Doc).length === 0)
    fail(6050203, "The output field in '$fill' must contain an object with at least one element");
  const stages: Doc[] = [];
  if (Object.keys(windows).length > 0) {
    const { sortBy } = spec;
    stages.push({
      $setWindowFields: { ...partitionOf(spec), ...(sortBy !== undefined && { sortBy }), output: windows },
    });
  }
  if (Object.keys(values).length > 0) stages.push({ $addFields: values });
  return compile(stages, ctx);
}

function partitionOf({ partitionBy, partitionByFields }: Doc): Doc {
  if (partitionBy !== undefined && partitionByFields !== undefined)
    fail(6050204, "Maximum one of 'partitionBy' and 'partitionByFields can be specified in '$fill'");
  if (partitionBy !== undefined) return { partitionBy };
  if (partitionByFields === undefined) return {};
  const names = partitionByFields as string[];
  return { partitionBy: Object.fromEntries(names.map((name) => [name, `$${name}`])) };
}
