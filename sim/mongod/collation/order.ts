/** An order of values: that of BSON, with strings by their bytes, or as a collation has them. */
import { compare, equal } from '../bson/compare.ts';
import { keyOf } from '../bson/keystring.ts';
import type { Value } from '../bson/values.ts';

export interface Order {
  compare(a: Value, b: Value): number;
  equal(a: Value, b: Value): boolean;
  /** The same string for values that are equal. */
  keyOf(v: Value): string;
}

/** Strings by the bytes of UTF-8: the order where no collation is asked for. */
export const SIMPLE: Order = {
  compare: (a, b) => compare(a, b),
  equal: (a, b) => equal(a, b),
  keyOf: (v) => keyOf(v),
};
