import fc from 'fast-check';
import { aGroup, inShort } from './choose.js';
import { fault } from './fault.js';
/** Segments from one group to the rest; with `bothWays`, to and fro. */
export function cutOff(group, bothWays) {
    const inside = new Set(group);
    return (s) => {
        const from = inside.has(s.from.name);
        const to = inside.has(s.to.name);
        if (from === to || (!bothWays && !from))
            return undefined;
        return { kind: 'hold' };
    };
}
/** A group of hosts and the rest do not hear each other. */
export const partition = fault({
    kind: 'partition',
    says: 'a group of hosts and the rest do not hear each other',
    durationMs: [200, 15_000],
    draw: (targets) => fc.record({ group: aGroup(targets) }),
    describe: (p) => `{${inShort(p.group)}} | the rest`,
    inject: (p, { network }) => network.impose(cutOff(p.group, true)),
});
/** The rest does not hear a group, which hears the rest. */
export const oneWayPartition = fault({
    kind: 'one-way-partition',
    says: 'what a group of hosts sends does not arrive, while it hears the rest',
    durationMs: [200, 15_000],
    draw: (targets) => fc.record({ group: aGroup(targets) }),
    describe: (p) => `{${inShort(p.group)}} unheard`,
    inject: (p, { network }) => network.impose(cutOff(p.group, false)),
});
