/** What an accumulator is. */
import type { Doc, Value } from '../../bson/values.ts';
import type { Expr, Vars } from '../expression.ts';

/** Takes the values of one group, in their order. What it gave does not change when more is added. */
export interface Accumulator {
  add(v: Value): void;
  result(): Value;
}

/** An accumulator as a pipeline asks for it. */
export interface Accumulation {
  /** What it takes of each document. */
  input: Expr;
  /** For a new group; `key` is that of the group where it is a document. */
  start(key: Doc, vars: Vars): Accumulator;
}
