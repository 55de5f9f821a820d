import fc from 'fast-check';
import { RETRANSMIT_US } from '../network/network.js';
import { fault } from './fault.js';
/** TCP sends again after 200 ms, then 400, then 800; after so many losses in a row the draw stops. */
const MOST_LOSSES_IN_A_ROW = 4;
/** A share of segments is lost anywhere. Programs never see that: they see a delay, and all behind it waits. */
export const loss = fault({
    kind: 'loss',
    says: 'packets are lost, which TCP shows as delay',
    durationMs: [500, 8000],
    draw: (_targets, amount) => fc.record({ percent: amount(1, 15) }),
    describe: (p) => `${p.percent}% of packets`,
    inject(p, { world, network }) {
        const random = world.streams.get('fault/loss');
        return network.impose(() => {
            let delayUs = 0;
            for (let n = 0; n < MOST_LOSSES_IN_A_ROW && random() * 100 < p.percent; n++)
                delayUs += RETRANSMIT_US * 2 ** n;
            return delayUs > 0 ? { kind: 'delay', us: delayUs } : undefined;
        });
    },
});
