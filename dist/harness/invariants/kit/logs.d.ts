import type { Invariant } from '../invariant.ts';
/** No process writes a line that matches. */
export declare function noLogLine(pattern: RegExp): Invariant;
