/** What several faults draw alike: hosts and groups of hosts. */
import fc from 'fast-check';
import type { Targets } from './fault.ts';

export const everyHost = (t: Targets): string[] => [...t.services, ...t.databases, ...t.clients];

export const aHost = (names: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...names);

/** One side of a cut: at least one host, never all of them. */
export const aGroup = (names: readonly string[]): fc.Arbitrary<string[]> =>
  fc.subarray([...names], { minLength: 1, maxLength: Math.max(1, names.length - 1) });
