/** Another member, as far as this one has heard of it. */
import { toNumber } from '../bson/values.js';
import { NO_ENTRY } from '../oplog/entry.js';
import { opTimeFromDoc } from './codec.js';
export class Peer {
    index;
    /** `host:port` */
    name;
    priority;
    votes;
    /** For what is answered at once: heartbeats, votes. */
    control;
    /** For what may take its time: the oplog. */
    feed;
    /** When anything last came from it, by the monotonic clock. */
    heardMs = Number.NEGATIVE_INFINITY;
    /** When it last answered us. */
    answeredMs = Number.NEGATIVE_INFINITY;
    /** As it said of itself; `unknown` until it did. */
    state = 'unknown';
    applied = NO_ENTRY;
    constructor(index, config, control, feed) {
        this.index = index;
        this.name = `${config.host}:${config.port}`;
        this.priority = config.priority ?? 1;
        this.votes = config.votes ?? 1;
        this.control = control;
        this.feed = feed;
    }
    close() {
        this.control.close();
        this.feed.close();
    }
}
export function greetingFrom(doc) {
    return {
        from: toNumber(doc.from),
        term: toNumber(doc.term),
        state: doc.state,
        applied: opTimeFromDoc(doc.applied),
    };
}
