/**
 * Compiles a filter into a predicate, refusing what the server refuses, with its codes. Not `mingo`: it has one
 * type of number, and its null, array and type rules differ from the server's in ways that the recordings show.
 * Leaves are in leaf.ts, `$jsonSchema` in schema.ts, `$expr` in expr.ts.
 */
import { type Doc } from '../bson/values.ts';
import { type Vars } from './expr.ts';
export type Predicate = (doc: Doc) => boolean;
/** Throws BadValue and its like for a filter that the server would refuse. */
export declare function compileFilter(filter: Doc, vars?: Vars): Predicate;
