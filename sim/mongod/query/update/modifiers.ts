/** The update operators: each gives the new value of one field from the old one. */
import { identical } from '../../bson/compare.ts';
import { add, asInteger, multiply, type Num } from '../../bson/number.ts';
import { show } from '../../bson/show.ts';
import { type Doc, isNumber, isObject, T, typeName, typeOf, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import type { Vars } from '../expr.ts';
import { orderOf } from '../expression.ts';
import { isOperatorObject } from '../leaf.ts';
import { compileFilter } from '../match.ts';
import { idOf, NOTHING } from './place.ts';
import { push } from './push.ts';
import type { UpdateOptions } from './update.ts';

type Old = Value | typeof NOTHING;
interface Place {
  doc: Doc;
  path: string[];
  moved: Old;
}
/** The new value; undefined for no change. `appended`: only these places of an array are new. */
type Result = { value: Old; appended?: [number, Value][] } | undefined;

export interface Modifier {
  field: string;
  /** A missing field is made. */
  creates: boolean;
  /** A path that cannot be followed is left alone. */
  lenient?: boolean;
  /** Where a renamed value comes from. */
  source?: string[];
  apply(old: Old, place: Place): Result;
}

type Make = (field: string, arg: Value, options: UpdateOptions) => Modifier[];

/** A modifier that makes what is missing. */
const creating =
  (run: (arg: Value, field: string, options: UpdateOptions) => Modifier['apply']): Make =>
  (field, arg, options) => [{ field, creates: true, apply: run(arg, field, options) }];

const replaced = (old: Old, value: Value): Result =>
  old !== NOTHING && identical(old, value) ? undefined : { value };

function arithmetic(
  name: string,
  verb: string,
  missing: (arg: Num) => Num,
  run: (a: Num, b: Num) => Num | undefined,
): Make {
  return creating((arg, field) => {
    if (!isNumber(arg)) return fail(14, `Cannot ${verb} with non-numeric argument: {${field}: ${show(arg)}}`);
    return (old, { doc, path }) => {
      if (old === NOTHING) return { value: missing(arg) };
      if (!isNumber(old)) {
        return fail(
          14,
          `Cannot apply ${name} to a value of non-numeric type. ${idOf(doc)} has the field '${path.at(-1)}' of non-numeric type ${typeName(old)}`,
        );
      }
      const value = run(old, arg);
      if (value === undefined) {
        return fail(
          2,
          `Failed to apply ${name} operations to current value (${show(old)}) for document ${idOf(doc)}`,
        );
      }
      return replaced(old, value);
    };
  });
}

const extreme = (sign: number): Make =>
  creating((arg, _field, { vars = {} }) => {
    const order = orderOf(vars);
    return (old) => (old === NOTHING || order.compare(arg, old) * sign > 0 ? { value: arg } : undefined);
  });

/** $pull, $pullAll: what stays of the array. */
function culling(name: string, keep: (arg: Value, vars: Vars) => (item: Value) => boolean): Make {
  return (field, arg, { vars = {} }) => {
    const stays = keep(arg, vars);
    return [
      {
        field,
        creates: false,
        lenient: true,
        apply(old) {
          if (!Array.isArray(old)) return fail(2, `Cannot apply ${name} to a non-array value`);
          const value = old.filter(stays);
          return value.length === old.length ? undefined : { value };
        },
      },
    ];
  };
}

function pullTest(arg: Value, vars: Vars): (item: Value) => boolean {
  if (isObject(arg) && !isOperatorObject(arg)) {
    const filter = compileFilter(arg, vars);
    return (item) => !(isObject(item) && filter(item));
  }
  // An operator, a regular expression or a value is put to each element as it stands.
  if (isOperatorObject(arg)) {
    const filter = compileFilter({ v: { $elemMatch: arg } }, vars);
    return (item) => !filter({ v: [item] });
  }
  if (typeof arg === 'object' && arg !== null && 'pattern' in arg) {
    const filter = compileFilter({ v: arg }, vars);
    return (item) => !filter({ v: item });
  }
  const order = orderOf(vars);
  return (item) => !order.equal(item, arg);
}

function addToSet(arg: Value, _field: string, { vars = {} }: UpdateOptions): Modifier['apply'] {
  const order = orderOf(vars);
  const each = isObject(arg) && Object.hasOwn(arg, '$each');
  const items = each ? (arg as Doc).$each : [arg];
  if (!Array.isArray(items))
    return fail(
      14,
      `The argument to $each in $addToSet must be an array but it was of type ${typeName(items)}`,
    );
  if (each && Object.keys(arg as Doc).length > 1)
    return fail(2, 'Found unexpected fields after $each in $addToSet');
  return (old, { path }) => {
    if (old !== NOTHING && !Array.isArray(old)) {
      return fail(
        2,
        `Cannot apply $addToSet to non-array field. Field named '${path.at(-1)}' has non-array type ${typeName(old)}`,
      );
    }
    const value = old === NOTHING ? [] : (old as Value[]).slice();
    const before = value.length;
    for (const item of items) if (!value.some((one) => order.equal(one, item))) value.push(item);
    return old !== NOTHING && value.length === before ? undefined : { value };
  };
}

function bit(arg: Value, field: string): Modifier['apply'] {
  if (!isObject(arg))
    return fail(
      2,
      `The $bit modifier is not compatible with a ${typeName(arg)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    );
  const ops = Object.entries(arg);
  if (ops.length === 0)
    return fail(
      2,
      `You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}`,
    );
  for (const [name, v] of ops) {
    if (!['and', 'or', 'xor'].includes(name))
      fail(
        2,
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${show(v)}}`,
      );
    if (typeOf(v) !== T.int && typeOf(v) !== T.long)
      fail(
        2,
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(v)}' is not supported here: {${name}: ${show(v)}}`,
      );
  }
  return (old, { doc }) => {
    const start = old === NOTHING ? 0 : old;
    const t = typeOf(start);
    if (t !== T.int && t !== T.long)
      return fail(
        2,
        `Cannot apply $bit to a value of non-integral type.${idOf(doc)} has the field ${field} of non-integer type ${typeName(start)}`,
      );
    let x = BigInt(start as number | bigint);
    for (const [name, v] of ops) {
      const y = BigInt(v as number | bigint);
      x = name === 'and' ? x & y : name === 'or' ? x | y : x ^ y;
    }
    const wide = t === T.long || ops.some(([, v]) => typeOf(v) === T.long);
    return replaced(old, wide ? BigInt.asIntN(64, x) : Number(BigInt.asIntN(32, x)));
  };
}

function currentDate(arg: Value, _field: string, options: UpdateOptions): Modifier['apply'] {
  let stamp = false;
  if (isObject(arg)) {
    if (Object.keys(arg).some((k) => k !== '$type'))
      fail(2, `Unrecognized $currentDate option: ${Object.keys(arg)[0]}`);
    if (arg.$type !== 'date' && arg.$type !== 'timestamp')
      fail(
        2,
        "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
      );
    stamp = arg.$type === 'timestamp';
  } else if (typeof arg !== 'boolean')
    fail(
      2,
      `${typeName(arg)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    );
  return () => ({ value: stamp ? options.clusterTime() : options.now() });
}

function rename(field: string, arg: Value): Modifier[] {
  if (typeof arg !== 'string')
    return fail(2, `The 'to' field for $rename must be a string: ${field}: ${show(arg)}`);
  if (field === arg)
    return fail(2, `The source and target field for $rename must differ: ${field}: "${arg}"`);
  if (/(^|\.)\$/.test(field)) return fail(2, `The source field for $rename may not be dynamic: ${field}`);
  if (/(^|\.)\$/.test(arg)) return fail(2, `The destination field for $rename may not be dynamic: ${arg}`);
  const source = field.split('.');
  return [
    {
      field: arg,
      creates: true,
      source,
      apply: (_, { moved }) => (moved === NOTHING ? undefined : { value: moved }),
    },
    { field, creates: false, lenient: true, source, apply: () => ({ value: NOTHING }) },
  ];
}

export const MODIFIERS: Record<string, Make> = {
  $set: creating((arg) => (old) => replaced(old, arg)),
  $setOnInsert: creating((arg) => (old) => replaced(old, arg)),
  $unset: (field) => [{ field, creates: false, lenient: true, apply: () => ({ value: NOTHING }) }],
  $inc: arithmetic('$inc', 'increment', (arg) => arg, add),
  $mul: arithmetic('$mul', 'multiply', (arg) => multiply(0, arg)!, multiply),
  $min: extreme(-1),
  $max: extreme(1),
  $push: creating(push),
  $addToSet: creating(addToSet),
  $pull: culling('$pull', pullTest),
  $pullAll: (field, arg, options) => {
    if (!Array.isArray(arg))
      return fail(2, `$pullAll requires an array argument but was given a ${typeName(arg)}`);
    const order = orderOf(options.vars ?? {});
    return culling('$pull', () => (item) => !arg.some((one) => order.equal(one, item)))(field, arg, options);
  },
  $pop: (field, arg) => {
    const n = isNumber(arg) ? asInteger(arg) : undefined;
    if (!isNumber(arg)) return fail(9, `Expected a number in: ${field}: ${show(arg)}`);
    if (n !== 1n && n !== -1n) return fail(9, `$pop expects 1 or -1, found: ${show(arg)}`);
    const apply: Modifier['apply'] = (old, { path }) => {
      if (!Array.isArray(old))
        return fail(14, `Path '${path.join('.')}' contains an element of non-array type '${typeName(old)}'`);
      if (old.length === 0) return undefined;
      return { value: n === 1n ? old.slice(0, -1) : old.slice(1) };
    };
    return [{ field, creates: false, apply }];
  },
  $bit: creating(bit),
  $currentDate: creating(currentDate),
  $rename: rename,
};
