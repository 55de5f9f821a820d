/** The accumulators that take one value of each document and need nothing else. */
import { roughBytes } from '../../bson/size.ts';
import {
  type Doc,
  double,
  isNumber,
  isObject,
  setField,
  toNumber,
  typeName,
  type Value,
} from '../../bson/values.ts';
import type { Order } from '../../collation/order.ts';
import { fail } from '../../errors.ts';
import { absent } from '../operators/named.ts';
import type { Accumulator } from './accumulator.ts';
import { Total } from './total.ts';

/** Makes one for a group, which compares values in that order. */
type Make = (order: Order) => Accumulator;

function extreme(sign: number): Make {
  return (order) => {
    let best: Value;
    return {
      add(v) {
        if (!absent(v) && (best === undefined || order.compare(v, best) * sign > 0)) best = v;
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

/** By name. Each is made for one group. */
export const PLAIN: Readonly<Record<string, Make>> = {
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
      result: () => [...list],
    };
  },
  $addToSet: (order) => {
    const set = new Map<string, Value>();
    const remember = listMemory('$addToSet');
    return {
      add(v) {
        if (v === undefined) return;
        const key = order.keyOf(v);
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
      result: () => ({ ...out }),
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
