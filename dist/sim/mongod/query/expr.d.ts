import { type Doc, type Value } from '../bson/values.ts';
/** Values of `$$name`. `CURRENT` and `ROOT` are the document itself unless given. */
export type Vars = Record<string, Value>;
export type Expr = (doc: Doc, vars: Vars) => Value;
/** Works on its evaluated arguments. */
export type Operator = {
    args: [min: number, max: number];
    run: (...args: Value[]) => Value;
};
/** Compiles its own arguments, as it evaluates them itself. */
export type Form = (arg: Value, name: string) => Expr;
export declare function truthy(v: Value): boolean;
export declare function compileExpr(v: Value): Expr;
/** The value at a path; on the way through an array, the list of what its elements have there. */
export declare function spreadPath(value: Value, path: string[], at: number): Value;
