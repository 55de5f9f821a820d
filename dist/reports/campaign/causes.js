/** Failures by what broke and why: one bug shows in many seeds, and the shortest of them tells it best. */
import { commandLine } from '../../harness/called.js';
const MOST_EXAMPLES = 8;
const MOST_MESSAGE = 400;
export class Causes {
    #byKey = new Map();
    add(row, head) {
        const { failure } = row;
        const { what, why } = causeOf(failure?.invariant ?? row.verdict, failure?.message ?? row.verdict);
        const faults = Object.values(row.injected).reduce((sum, n) => sum + n, 0);
        const shortest = { row, faults, replay: replayOf(row.seed, head) };
        const key = `${what}\n${why}`;
        const known = this.#byKey.get(key);
        if (!known) {
            this.#byKey.set(key, { what, why, seeds: 1, examples: [row.seed], shortest });
            return;
        }
        known.seeds++;
        if (known.examples.length < MOST_EXAMPLES)
            known.examples.push(row.seed);
        if (isShorter(shortest, known.shortest))
            known.shortest = shortest;
    }
    /** The most frequent first. */
    all() {
        return [...this.#byKey.values()].sort((a, b) => b.seeds - a.seeds || a.what.localeCompare(b.what));
    }
}
function isShorter(a, b) {
    return a.faults !== b.faults ? a.faults < b.faults : a.row.events < b.row.events;
}
/** Failures are one when both are the same. `what` is the invariant, or another verdict than `violated`. */
export const causeOf = (what, message) => ({
    what,
    why: normalised(message),
});
/** The first line without numbers, ids and hashes, and what it lists once each: how many are stuck differs by chance. */
export function normalised(message) {
    const text = message
        .split('\n')[0]
        .slice(0, MOST_MESSAGE)
        .replaceAll(/\b(?=[0-9a-f]*\d)[0-9a-f]{12,}\b/gi, 'X')
        .replaceAll(/\d+(?:\.\d+)?/g, 'N');
    const [lead, ...rest] = text.split(': ');
    if (rest.length === 0)
        return text;
    const listed = new Set(rest.join(': ').split(', '));
    return `${lead}: ${[...listed].sort().join(', ')}`;
}
export const replayOf = (seed, { drawnBy }) => [commandLine('sim'), '--seed', seed, ...drawnBy].join(' ');
