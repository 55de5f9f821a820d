import type { Rule } from '../network/rules.ts';
/** Segments from one group to the rest; with `bothWays`, to and fro. */
export declare function cutOff(group: readonly string[], bothWays: boolean): Rule;
/** A group of hosts and the rest do not hear each other. */
export declare const partition: import("./fault.ts").FaultKind<object>;
/** The rest does not hear a group, which hears the rest. */
export declare const oneWayPartition: import("./fault.ts").FaultKind<object>;
