/**
 * Which faults strike, when, whom and how hard. `everyKind` has them all strike; `inCharacter` lets a
 * seed draw its own few kinds, how many and how strong of each, and sometimes the only hosts it is about.
 */
import fc from 'fast-check';
import type { FaultKind, Targets } from '../faults/index.ts';
import type { Character } from './character.ts';
import type { PlannedFault } from './plan.ts';
type Faults = fc.Arbitrary<PlannedFault[]>;
/** Without swarm: of every kind one to a few. */
export declare function everyKind(kinds: readonly FaultKind[], targets: Targets, chaosMs: number): Faults;
/** With swarm: as the character of the seed has it. */
export declare function inCharacter(character: Character, kinds: readonly FaultKind[], targets: Targets, { chaosMs, stretch }: {
    chaosMs: number;
    stretch: number;
}): Faults;
export {};
