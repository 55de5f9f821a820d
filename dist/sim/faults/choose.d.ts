/** What several faults draw alike: hosts and groups of hosts. */
import fc from 'fast-check';
import type { Targets } from '../../harness/scenario/fault.ts';
export declare const everyHost: (t: Targets) => string[];
export declare const aHost: (names: readonly string[]) => fc.Arbitrary<string>;
/** The instances of each service: their names differ in the number at the end. */
export declare function rolesOf(services: readonly string[]): string[][];
/** Hosts in few words: those of a service that follow each other as `inventory-1…3`. */
export declare function inShort(names: readonly string[]): string;
/** One side of a cut: at least one host, never all of them. Any split of the world, or one that a service would feel. */
export declare function aGroup(targets: Targets): fc.Arbitrary<string[]>;
