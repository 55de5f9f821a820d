/** `$group` and its accumulators. Groups come out in the order in which they were first met. */
import type { Decimal128 } from 'bson';
import { compare } from '../bson/compare.ts';
import { addDec, type Dec, divDec, doubleToDec, parseDecimal, toDecimal } from '../bson/decimal.ts';
import { keyOf } from '../bson/keystring.ts';
import { fitsInt64 } from '../bson/number.ts';
import { roughBytes } from '../bson/size.ts';
import {
  type Doc,
  double,
  isNumber,
  isObject,
  setField,
  T,
  toNumber,
  typeName,
  typeOf,
  type Value,
} from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileExpr, type Expr, type Vars } from './expr.ts';
import type { Stage } from './stage.ts';

interface Accumulator {
  add(v: Value): void;
  result(): Value;
}

/** A sum as the server keeps it: exact in integers, doubles apart from decimals, typed by the widest value met. */
export class Total {
  private whole = 0n;
  private real = 0;
  private comp = 0;
  private dec: Dec | undefined;
  private type: number = T.int;
  count = 0;

  add(v: Value): void {
    if (!isNumber(v)) return;
    this.count++;
    const t = typeOf(v);
    if (t === T.decimal) {
      this.type = T.decimal;
      this.dec = addDec(this.dec ?? { coef: 0n, exp: 0 }, parseDecimal(v as Decimal128));
      return;
    }
    if (t === T.double) {
      if (this.type !== T.decimal) this.type = T.double;
      this.addReal(toNumber(v));
      return;
    }
    if (t === T.long && this.type === T.int) this.type = T.long;
    this.whole += BigInt(v as number | bigint);
  }

  /** Keeps what rounding loses, as the server's sums do. */
  private addReal(x: number): void {
    const sum = this.real + x;
    if (Number.isFinite(sum))
      this.comp += Math.abs(this.real) >= Math.abs(x) ? this.real - sum + x : x - sum + this.real;
    this.real = sum;
  }

  private decimal(): Dec {
    let out = addDec(this.dec ?? { coef: 0n, exp: 0 }, { coef: this.whole, exp: 0 });
    if (this.real !== 0) out = addDec(out, doubleToDec(this.real, 34));
    return this.comp !== 0 ? addDec(out, doubleToDec(this.comp, 34)) : out;
  }

  value(): Value {
    if (this.type === T.decimal) return toDecimal(this.decimal());
    if (this.type === T.double) return double(Number(this.whole) + this.real + this.comp);
    if (this.type === T.int && this.whole >= -2147483648n && this.whole <= 2147483647n)
      return Number(this.whole);
    return fitsInt64(this.whole) ? this.whole : double(Number(this.whole));
  }

  mean(): Value {
    if (this.count === 0) return null;
    if (this.type === T.decimal)
      return toDecimal(divDec(this.decimal(), { coef: BigInt(this.count), exp: 0 }));
    return double((Number(this.whole) + this.real + this.comp) / this.count);
  }
}

const absent = (v: Value): boolean => v === undefined || v === null;

function extreme(sign: number): () => Accumulator {
  return () => {
    let best: Value;
    return {
      add(v) {
        if (!absent(v) && (best === undefined || compare(v, best) * sign > 0)) best = v;
      },
      result: () => best ?? null,
    };
  };
}

const MAX_LIST_BYTES = 100 * 1024 * 1024;

/** Adds up what a list takes. Throws ExceededMemoryLimit. */
function listMemory(name: string): (v: Value) => void {
  let bytes = 0;
  return (v) => {
    bytes += roughBytes(v);
    if (bytes >= MAX_LIST_BYTES)
      fail(
        146,
        `${name} used too much memory and cannot spill to disk. Memory limit: ${MAX_LIST_BYTES} bytes`,
      );
  };
}

const ACCUMULATORS: Record<string, () => Accumulator> = {
  $sum: () => {
    const total = new Total();
    return { add: (v) => total.add(v), result: () => total.value() };
  },
  $avg: () => {
    const total = new Total();
    return { add: (v) => total.add(v), result: () => total.mean() };
  },
  $min: extreme(-1),
  $max: extreme(1),
  $first: () => {
    let first: Value;
    let any = false;
    return {
      add(v) {
        if (!any) first = v;
        any = true;
      },
      result: () => first ?? null,
    };
  },
  $last: () => {
    let last: Value;
    return {
      add(v) {
        last = v;
      },
      result: () => last ?? null,
    };
  },
  $push: () => {
    const list: Value[] = [];
    const remember = listMemory('$push');
    return {
      add(v) {
        if (v === undefined) return;
        remember(v);
        list.push(v);
      },
      result: () => list,
    };
  },
  $addToSet: () => {
    const set = new Map<string, Value>();
    const remember = listMemory('$addToSet');
    return {
      add(v) {
        if (v === undefined) return;
        const key = keyOf(v);
        if (set.has(key)) return;
        remember(v);
        set.set(key, v);
      },
      result: () => [...set.values()],
    };
  },
  $mergeObjects: () => {
    const out: Doc = {};
    return {
      add(v) {
        if (absent(v)) return;
        if (!isObject(v))
          fail(
            40400,
            `$mergeObjects requires object inputs, but input ${String(v)} is of type ${typeName(v)}`,
          );
        for (const [k, x] of Object.entries(v)) setField(out, k, x);
      },
      result: () => out,
    };
  },
  $stdDevPop: () => deviation(0),
  $stdDevSamp: () => deviation(1),
};

function deviation(less: number): Accumulator {
  const values: number[] = [];
  return {
    add(v) {
      if (isNumber(v)) values.push(toNumber(v));
    },
    result() {
      if (values.length <= less) return null;
      const mid = values.reduce((a, b) => a + b, 0) / values.length;
      return double(Math.sqrt(values.reduce((a, b) => a + (b - mid) ** 2, 0) / (values.length - less)));
    },
  };
}

export function compileGroup(spec: Value, vars: Vars): Stage {
  if (!isObject(spec)) return fail(15947, "a group's fields must be specified in an object");
  if (!('_id' in spec)) fail(15955, 'a group specification must include an _id');
  const id = compileExpr(spec._id);
  const fields: { name: string; make: () => Accumulator; expr: Expr }[] = [];
  for (const [name, value] of Object.entries(spec)) {
    if (name === '_id') continue;
    if (!isObject(value)) return fail(40234, `The field '${name}' must be an accumulator object`);
    if (name.includes('.')) fail(40235, `The field name '${name}' cannot contain '.'`);
    if (name.startsWith('$')) fail(40236, `The field name '${name}' cannot be an operator name`);
    const ops = Object.keys(value);
    if (ops.length !== 1) fail(40238, `The field '${name}' must specify one accumulator`);
    const op = ops[0]!;
    if (!Object.hasOwn(ACCUMULATORS, op)) fail(15952, `unknown group operator '${op}'`);
    if (Array.isArray(value[op])) fail(40237, `The ${op} accumulator is a unary operator`);
    fields.push({ name, make: ACCUMULATORS[op]!, expr: compileExpr(value[op]) });
  }
  return (docs) => {
    const groups = new Map<string, { id: Value; accs: Accumulator[] }>();
    for (const doc of docs) {
      const value = id(doc, vars);
      const key = keyOf(value ?? null);
      let group = groups.get(key);
      if (!group) {
        group = { id: value ?? null, accs: fields.map((f) => f.make()) };
        groups.set(key, group);
      }
      for (let i = 0; i < fields.length; i++) group.accs[i]!.add(fields[i]!.expr(doc, vars));
    }
    return [...groups.values()].map((group) => {
      const out: Doc = { _id: group.id };
      fields.forEach((f, i) => {
        setField(out, f.name, group.accs[i]!.result());
      });
      return out;
    });
  };
}
