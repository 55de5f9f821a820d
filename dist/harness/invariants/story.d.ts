import type { StoresSpec } from '../scenario/stores.ts';
import type { Answer, Change, Exit, FaultMoment, Violation } from './invariant.ts';
export declare class Storyteller {
    #private;
    /** Keeps the last `perSubject` entries of each of the `subjects` most recently touched ones. */
    constructor(spec: StoresSpec, perSubject: number, subjects: number);
    onChange(change: Change): void;
    onAnswer(answer: Answer): void;
    onFault(moment: FaultMoment): void;
    onExit(exit: Exit): void;
    /** What led to a violation, which processes ended and which faults were in force meanwhile, oldest first, and the violation itself as the last line. */
    tell(violation: Violation): string[];
}
