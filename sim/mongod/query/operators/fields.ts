/** One field of a document by its name, which may hold dots and dollars: `$getField`, `$setField`, `$unsetField`. */
import { type Doc, isObject, setField, typeName, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import type { Compile, Expr, Form } from '../expression.ts';
import { absent, named, namedValues } from './named.ts';

/** The name of the field, which has to be known without a document. */
function constantName(v: Value, name: string, codes: [constant: number, text: number]): string {
  const value = isObject(v) && Object.keys(v).length === 1 ? (v.$literal ?? v.$const ?? v) : v;
  if (isObject(value) || (value === v && typeof v === 'string' && v.startsWith('$')))
    return fail(codes[0], `${name} requires 'field' to evaluate to a constant`);
  if (typeof value === 'string') return value;
  return fail(
    codes[1],
    `${name} requires 'field' to evaluate to type String, but got ${value === undefined ? 'missing' : typeName(value)}`,
  );
}

function get(arg: Value, name: string, compile: Compile): Expr {
  const long = isObject(arg) && !Object.keys(arg)[0]?.startsWith('$');
  const parts: Record<string, Value> = long
    ? namedValues(arg, name, {
        required: ['field', 'input'],
        codes: [3041700, 3041701, { field: 3041702, input: 3041703 }],
      })
    : { field: arg, input: '$$CURRENT' };
  const field = constantName(parts.field, name, [5654600, 5654602]);
  const input = compile(parts.input);
  return (doc, vars) => {
    const from = input(doc, vars);
    if (from === null) return null;
    return isObject(from) && Object.hasOwn(from, field) ? from[field] : undefined;
  };
}

function set(arg: Value, name: string, compile: Compile): Expr {
  const required = name === '$unsetField' ? ['field', 'input'] : ['field', 'input', 'value'];
  const takes = {
    required,
    codes: [4161100, 4161101, { field: 4161102, value: 4161103, input: 4161109 }],
  } as const;
  const field = constantName(namedValues(arg, name, takes).field, name, [4161106, 4161107]);
  const { input, value } = named({ ...(arg as Doc), field: null }, name, takes, compile);
  return (doc, vars) => {
    const from = input!(doc, vars);
    if (absent(from)) return null;
    if (!isObject(from)) return fail(4161105, `${name} requires 'input' to evaluate to type Object`);
    const out = { ...from };
    const put = value?.(doc, vars);
    if (put === undefined) delete out[field];
    else setField(out, field, put);
    return out;
  };
}

/** With what compiles their arguments. */
export const fieldsBy = (compile: Compile): Record<string, Form> => ({
  $getField: (arg, name) => get(arg, name, compile),
  $setField: (arg, name) => set(arg, name, compile),
  $unsetField: (arg, name) => set(arg, name, compile),
});
