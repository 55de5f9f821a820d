import fc from 'fast-check';
import { weighted } from '../../harness/scenario/draw.js';
import { aHost, inShort, rolesOf } from './choose.js';
import { fault } from './fault.js';
/** Of the delay: each request has its own, so that what was sent first may well arrive last. */
const LEAST_SHARE = 0.3;
/**
 * As in a proxy's queue: their senders have long given up, or had their answer elsewhere, when they arrive. What
 * came of an order meanwhile must not be undone by them.
 */
export const strayRequests = fault({
    kind: 'stray-requests',
    says: 'some requests to a service arrive long after they were sent, while others pass',
    durationMs: [300, 8000],
    draw: (targets, amount) => fc.record({
        // One instance, or services as a whole: only then is a saga's every try late, and it gives up.
        hosts: weighted([
            [30, aHost(targets.services).map((name) => [name])],
            [70, fc.subarray(rolesOf(targets.services), { minLength: 1 }).map((roles) => roles.flat())],
        ]),
        percent: weighted([
            [50, amount(10, 90)],
            [50, fc.constant(100)],
        ]),
        delayMs: amount(2000, 12_000),
        hangUp: weighted([
            [35, fc.constant(false)],
            [65, fc.constant(true)],
        ]),
    }),
    describe: ({ hosts, percent, delayMs, hangUp }) => `${percent}% of those to ${inShort(hosts)}, by up to ${delayMs} ms${hangUp ? ', their senders reset' : ''}`,
    inject(p, { world, network }) {
        const hosts = new Set(p.hosts);
        const random = world.streams.get('fault/stray-requests');
        return network.impose((s) => {
            if (s.kind !== 'data' || s.fromServer || !hosts.has(s.to.name))
                return undefined;
            if (random() * 100 >= p.percent)
                return undefined;
            const delayMs = p.delayMs * (LEAST_SHARE + random() * (1 - LEAST_SHARE));
            return { kind: 'delay', us: Math.round(delayMs * 1000), ...(p.hangUp && { hangUp: true }) };
        });
    },
});
