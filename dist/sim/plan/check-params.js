/**
 * Are a planned fault's parameters such as its kind draws? A plan may be older than the fault, or written by hand. The
 * shape is that of a set drawn for comparison, so no kind has to say it twice.
 */
import fc from 'fast-check';
import { everyHost } from '../faults/choose.js';
import { STRENGTHS } from './amount.js';
/** What is wrong, in a few words for a person; null when nothing is. */
export function flawOf(params, kind, targets) {
    const hosts = new Set(everyHost(targets));
    for (const [name, drawn] of Object.entries(sampleOf(kind, targets))) {
        if (!(name in params))
            return `lacks '${name}'`;
        const value = params[name];
        if (typeName(value) !== typeName(drawn))
            return `has a '${name}' that is not ${typeName(drawn)}`;
        const isHost = (one) => hosts.has(one);
        if (![drawn].flat().some(isHost))
            continue;
        const stranger = [value].flat().find((one) => !isHost(one));
        if (stranger !== undefined)
            return `names ${JSON.stringify(stranger)}, and there is no such host`;
    }
    return null;
}
function sampleOf(kind, targets) {
    const [drawn] = fc.sample(kind.draw(targets, STRENGTHS.any), { seed: 1, numRuns: 1 });
    return drawn;
}
function typeName(value) {
    if (Array.isArray(value))
        return 'a list';
    return value === null ? 'null' : `a${typeof value === 'object' ? 'n' : ''} ${typeof value}`;
}
