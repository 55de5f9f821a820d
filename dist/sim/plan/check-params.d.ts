import type { FaultKind, Targets } from '../faults/index.ts';
type Params = Record<string, unknown>;
/** What is wrong, in a few words for a person; null when nothing is. */
export declare function flawOf(params: Params, kind: FaultKind, targets: Targets): string | null;
export {};
