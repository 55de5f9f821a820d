/**
 * What can go wrong: one file per fault, each with its parameters, how they are drawn, and how it is put in
 * force and taken away.
 *
 * To add one: a file that exports a `FaultKind` made by `fault`, a line in this list, and a test that shows
 * what it does to the code it hits. Network faults are rules (`../network/rules.ts`).
 */
import type { Scenario } from '../../harness/scenario/scenario.ts';
import type { FaultKind } from './fault.ts';
/** What befalls the database itself. */
export declare const databaseFaults: readonly FaultKind[];
/** What can go wrong in any scenario. */
export declare const generalFaults: readonly FaultKind[];
/** Every kind that may strike in a scenario: these, and its own. */
export declare function faultsOf({ faults }: Pick<Scenario, 'faults'>): FaultKind[];
/** Throws when there is no such kind. */
export declare function faultKind(kinds: readonly FaultKind[], kind: string): FaultKind;
export type { Amount, Targets } from '../../harness/scenario/fault.ts';
export type { Databases, FaultKind, FaultTools } from './fault.ts';
