/**
 * Heartbeats. A member pings those that it has not heard of for a while: who pulls the oplog, or pings us, need not
 * be asked. A primary that hears of no majority within the election timeout steps down.
 */
import { LinkError } from './link.js';
import { greetingFrom } from './peer.js';
export class Heartbeat {
    set;
    timer;
    constructor(set) {
        this.set = set;
    }
    start() {
        this.tick();
    }
    stop() {
        clearTimeout(this.timer);
    }
    /** Tells everybody at once how this member stands. */
    announce() {
        for (const peer of this.set.peers)
            void this.ping(peer);
    }
    tick() {
        const { set } = this;
        this.timer = setTimeout(() => this.tick(), set.heartbeatMs);
        if (set.isPrimary && set.votesInReach() < set.majority)
            set.stepDown('it sees no majority');
        const due = performance.now() - set.heartbeatMs * 0.9;
        for (const peer of set.peers) {
            // To have heard a primary is not enough: it must hear us as well.
            const lastMs = peer === set.primary ? peer.answeredMs : peer.heardMs;
            if (lastMs <= due && !peer.control.busy)
                void this.ping(peer);
        }
    }
    async ping(peer) {
        const { set } = this;
        try {
            const reply = await peer.control.call({ replSetHeartbeat: 1, ...set.greeting() }, set.heartbeatMs * 2);
            if (!set.closed)
                set.hear(peer, greetingFrom(reply), true);
        }
        catch (error) {
            if (!(error instanceof LinkError))
                throw error;
        }
    }
}
