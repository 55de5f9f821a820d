/** What happens inside a member and no reply shows: for who counts what a run has reached. */
import type { Doc } from './bson/values.ts';
export type Happening = {
    kind: 'became-primary';
    term: number;
} | {
    kind: 'rolled-back';
    entries: number;
} | {
    kind: 'copied-anew';
} | {
    kind: 'stream-resumed';
} | {
    kind: 'history-lost';
} | {
    kind: 'write-answered-again';
    ns: string;
} | {
    kind: 'write-matched-nothing';
    ns: string;
    filter: Doc;
} | {
    kind: 'write-waited';
    ns: string;
} | {
    kind: 'duplicate-key';
    ns: string;
    key: Doc;
};
