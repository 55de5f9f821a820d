import { type Document } from 'bson';
import type { Invariant } from '../invariant.ts';
interface Place {
    db: string;
    coll: string;
}
export interface FoldAndView<State> {
    /** `by`: the field that says which fold an event belongs to. `order`: the field by which they follow each other. */
    events: Place & {
        by: string;
        order: string;
    };
    /** `by`: the field of the view that says which fold it shows. */
    view: Place & {
        by: string;
    };
    initial: State;
    fold: (state: State, event: Document) => State;
    /** What of a view's document is compared with the folded state. */
    shown: (view: Document) => State;
}
/** In the end, when all is at rest, each view is what its events fold to. */
export declare function foldEqualsView<State>(what: FoldAndView<State>): Invariant;
export {};
