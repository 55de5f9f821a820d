/** The faults of a run, for its stories: which were in force, since when, and whom they struck. */
import { when } from '../when.js';
/** Older ones are forgotten. */
const MOST_KEPT = 1000;
/** A story is about an order: of the storm around it only so much. */
const MOST_TOLD = 12;
export class FaultLog {
    /** By number, in the order in which they began. */
    #faults = new Map();
    add(moment, sequence) {
        if (moment.what === 'begins') {
            this.#faults.set(moment.fault, { begun: { ...moment, sequence }, struck: [] });
            if (this.#faults.size > MOST_KEPT)
                this.#faults.delete(this.#faults.keys().next().value);
            return;
        }
        const fault = this.#faults.get(moment.fault);
        if (moment.what === 'strikes')
            fault?.struck.push(moment.words);
        else if (fault)
            fault.ended = { ...moment, sequence };
    }
    /** Of those in force at that time or later, the last to begin; and how many began before these. */
    since(fromMs) {
        const inForce = [...this.#faults.values()].filter(({ ended }) => !ended || ended.atMs >= fromMs);
        const told = inForce.slice(-MOST_TOLD);
        return { lines: told.flatMap(linesOf), omitted: inForce.length - told.length };
    }
}
function linesOf({ begun, struck, ended }) {
    const { kind, atMs, sequence, words } = begun;
    const strikes = struck.length > 0 ? `, strikes ${struck.join(', ')}` : '';
    const isOver = ended?.atMs === atMs;
    const line = { sequence, text: `${when(atMs)} ${kind}${isOver ? '' : ' begins'}: ${words}${strikes}` };
    if (!ended || isOver)
        return [line];
    return [line, { sequence: ended.sequence, text: `${when(ended.atMs)} ${kind} ends: ${words}` }];
}
