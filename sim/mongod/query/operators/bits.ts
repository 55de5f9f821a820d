/** Bitwise operators: on int32 and int64, where one of the latter makes the result one. */
import { T, typeName, typeOf, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import type { Operator } from '../expression.ts';
import { absent } from './named.ts';

function whole(v: Value, name: string): bigint {
  if (typeof v === 'bigint') return v;
  if (typeof v === 'number' && typeOf(v) === T.int) return BigInt(v);
  return fail(
    14,
    `${name} only supports int and long operands, not ${v === undefined ? 'missing' : typeName(v)}.`,
  );
}

function fold(name: string, start: bigint, run: (a: bigint, b: bigint) => bigint): Operator {
  return {
    args: [0, Number.POSITIVE_INFINITY],
    run: (...args) => {
      const values: bigint[] = [];
      for (const v of args) {
        if (absent(v)) return null;
        values.push(whole(v, name));
      }
      const out = values.reduce(run, start);
      return args.some((v) => typeof v === 'bigint') ? out : Number(out);
    },
  };
}

export const bits: Record<string, Operator> = {
  $bitAnd: fold('$bitAnd', -1n, (a, b) => a & b),
  $bitOr: fold('$bitOr', 0n, (a, b) => a | b),
  $bitXor: fold('$bitXor', 0n, (a, b) => a ^ b),
  $bitNot: {
    args: [1, 1],
    run: (v) => {
      if (absent(v)) return null;
      const out = ~whole(v, '$bitNot');
      return typeof v === 'bigint' ? out : Number(out);
    },
  },
};
