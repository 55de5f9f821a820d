/** What a window function is. */
import type { Doc, Value } from '../../bson/values.ts';
import type { Vars } from '../expression.ts';
import type { SortPattern } from '../sort.ts';

/** The values for the documents of a partition. */
export type WindowFunction = (docs: Doc[]) => Value[];

/** What a function that has no window is compiled from. */
export type Whole = (
  arg: Value,
  name: string,
  pattern: SortPattern | undefined,
  vars: Vars,
) => WindowFunction;
/** A function of the documents in a window. */
export type Windowed = (
  arg: Value,
  name: string,
  pattern: SortPattern | undefined,
  vars: Vars,
) => (docs: Doc[]) => Value;
