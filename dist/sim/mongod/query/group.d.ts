import { type Value } from '../bson/values.ts';
import { type Vars } from './expr.ts';
import type { Stage } from './stages.ts';
/** A sum as the server keeps it: exact in integers, doubles apart from decimals, typed by the widest value met. */
export declare class Total {
    private whole;
    private real;
    private comp;
    private dec;
    private type;
    count: number;
    add(v: Value): void;
    /** Keeps what rounding loses, as the server's sums do. */
    private addReal;
    private decimal;
    value(): Value;
    mean(): Value;
}
export declare function compileGroup(spec: Value, vars: Vars): Stage;
