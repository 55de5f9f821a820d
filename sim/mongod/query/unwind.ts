/** `$unwind`: one document for each element of an array. */
import { type Doc, isObject, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { put, type Stage } from './stage.ts';

export function unwind(spec: Value): Stage {
  const options: Doc =
    typeof spec === 'string'
      ? { path: spec }
      : isObject(spec)
        ? spec
        : fail(
            15981,
            `expected either a string or an object as specification for $unwind stage, got ${typeName(spec)}`,
          );
  for (const key of Object.keys(options)) {
    if (!['path', 'preserveNullAndEmptyArrays', 'includeArrayIndex'].includes(key))
      fail(28811, `unrecognized option to $unwind stage: ${key}`);
  }
  if (options.path === undefined) fail(28812, 'no path specified to $unwind stage');
  if (typeof options.path !== 'string')
    return fail(28808, `expected a string as the path for $unwind stage, got ${typeName(options.path)}`);
  if (!options.path.startsWith('$'))
    fail(28818, `path option to $unwind stage should be prefixed with a '$': ${options.path}`);
  const path = options.path.slice(1).split('.');
  const keep = options.preserveNullAndEmptyArrays === true;
  const index = options.includeArrayIndex as string | undefined;
  if (index?.startsWith('$'))
    fail(28822, `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${index}`);
  const withIndex = (doc: Doc, i: bigint | null): Doc =>
    index === undefined ? doc : (put(doc, index.split('.'), 0, i) as Doc);
  return function* (docs) {
    for (const doc of docs) {
      const value = plainPath(doc, path);
      if (Array.isArray(value)) {
        if (value.length === 0 && keep) yield withIndex(put(doc, path, 0, undefined) as Doc, null);
        for (let i = 0; i < value.length; i++) yield withIndex(put(doc, path, 0, value[i]) as Doc, BigInt(i));
      } else if (value !== undefined && value !== null) yield withIndex(doc, null);
      else if (keep) yield withIndex(doc, null);
    }
  };
}

/** Without stepping into arrays. */
function plainPath(doc: Doc, path: string[]): Value {
  let value: Value = doc;
  for (const part of path) {
    if (!isObject(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}
