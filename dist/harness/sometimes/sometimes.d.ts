/**
 * What a *sometimes* sees and says.
 *
 * It watches one run over the same two streams as an invariant, committed changes and answers, and a third: signals,
 * which tell what happened below the services and left no trace in what they store. It says yes at most once a run.
 */
import type { Answer, Change, Stores } from '../invariants/index.ts';
/** What was seen at the services' edges: requests between them, and the database at work. */
export type Signal = 
/** A service gets a request that may change something, whoever still waits for the answer. */
{
    kind: 'request';
    to: string;
    method: string;
    path: string;
    payload: unknown;
} | {
    kind: 'became-primary';
    term: number;
} | {
    kind: 'rolled-back';
    entries: number;
}
/** A member was away too long and copied everything anew. */
 | {
    kind: 'copied-anew';
} | {
    kind: 'stream-resumed';
}
/** A change stream could not be resumed: the history it asked for is gone. */
 | {
    kind: 'history-lost';
}
/** A write came again and was answered from the record of its session. */
 | {
    kind: 'write-answered-again';
    ns: string;
} | {
    kind: 'write-matched-nothing';
    ns: string;
    filter: Record<string, unknown>;
}
/** A write met another transaction's and waited for its end. */
 | {
    kind: 'write-waited';
    ns: string;
} | {
    kind: 'duplicate-key';
    ns: string;
    key: Record<string, unknown>;
};
/** Watches one run. Each method says whether the state was reached just now. */
export interface Watch {
    onChange?(change: Change, stores: Stores): boolean;
    onAnswer?(answer: Answer, stores: Stores): boolean;
    onSignal?(signal: Signal, stores: Stores): boolean;
}
export interface Sometimes {
    name: string;
    /** One sentence a person can read: what sometimes happens. */
    says: string;
    create(): Watch;
}
/** For a watch that needs to remember nothing. */
export declare const sometimes: (name: string, says: string, watch: Watch) => Sometimes;
/** Watches one run for a list of states, each until it is reached. */
export declare class Reached {
    #private;
    constructor(all: readonly Sometimes[], stores: Stores);
    get names(): string[];
    onChange(change: Change): void;
    onAnswer(answer: Answer): void;
    onSignal(signal: Signal): void;
}
