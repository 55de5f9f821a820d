import type { Checker, Invariant } from '../harness/invariants/invariant.ts';
import * as kit from '../harness/invariants/kit/index.ts';
import { type Found } from '../harness/invariants/make.ts';
type Make = (name: string, says: string, create: (found: Found) => Checker) => Invariant;
/** Makes an invariant of one's own; those that hold for most systems hang on it, such as `invariant.unique({ … })`. */
export declare const invariant: Make & typeof kit;
export {};
