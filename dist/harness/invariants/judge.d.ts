/** Holds one run to a list of invariants: mirrors the stores, asks every checker, keeps what was found wrong. */
import type { StoresSpec } from '../scenario/stores.ts';
import type { Answer, Change, Exit, FaultMoment, Invariant, LogLine, Stores, Violation } from './invariant.ts';
/** Of a scenario, what a judge must know. */
export interface Judged {
    invariants: readonly Invariant[];
    stores: StoresSpec;
}
export interface JudgeLimits {
    /** Violations kept; beyond them only `dropped` counts. */
    violations: number;
    /** Entries remembered for each subject, and subjects remembered, for the stories. */
    entriesPerSubject: number;
    subjects: number;
}
export declare class Judge {
    #private;
    /** The first violation of each invariant by each subject, in the order they were found. */
    readonly violations: Violation[];
    /** Violations that were not kept because there were too many. */
    dropped: number;
    constructor({ invariants, stores }: Judged, limits?: Partial<JudgeLimits>);
    get stores(): Stores;
    /** Feeds the next committed change. The judge keeps the documents: do not alter them later. */
    onChange(change: Change): void;
    /** Feeds the next answer, in the order they came, after every change that was committed before it came. */
    onAnswer(answer: Answer): void;
    /** For the stories only. */
    onFault(moment: FaultMoment): void;
    /** Feeds the end of a process. */
    onExit(exit: Exit): void;
    /** Feeds a line of a log; needless unless some invariant `readsLogs`. */
    onLog(log: LogLine): void;
    get readsLogs(): boolean;
    /** All faults are over. */
    onHeal(atMs: number): void;
    /** The last judgement, after heal and once the system is quiet. */
    atEnd(atMs: number): void;
    /** How a violation came about, one line for each event, told when it was found. */
    story(violation: Violation): string[];
}
