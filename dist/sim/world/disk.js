import { integerIn } from './random.js';
export class VirtualDisk {
    /** Microseconds a sync takes on a good day. */
    syncUs = { min: 100, max: 600 };
    #host;
    #random;
    /** Further microseconds of each sync, one entry per cause: of several at once the longest counts. */
    #slowness = new Set();
    #durable = [];
    #buffered = [];
    #watching = -1;
    constructor(host) {
        this.#host = host;
        this.#random = host.world.streams.get(`host/${host.name}/disk`);
    }
    read() {
        return [...this.#durable];
    }
    append(record) {
        this.#watchDeath();
        this.#buffered.push(record);
    }
    sync(done) {
        const { world } = this.#host;
        const records = this.#buffered.length;
        let slowUs = 0;
        for (const { us } of this.#slowness)
            slowUs = Math.max(slowUs, us);
        const atUs = world.nowUs + slowUs + integerIn(this.#random, this.syncUs.min, this.syncUs.max);
        const upTo = this.#durable.length + records;
        world.at(atUs, this.#host, 'sync', String(records), () => {
            const fresh = upTo - this.#durable.length;
            if (fresh > 0)
                this.#durable.push(...this.#buffered.splice(0, fresh));
            done();
        });
    }
    /** Makes each sync take so much longer, until the function returned is called. */
    slow(us) {
        const cause = { us };
        this.#slowness.add(cause);
        return () => this.#slowness.delete(cause);
    }
    /** Of what was written but not synced, a crash keeps a part from the front: the cache wrote that much back. */
    #watchDeath() {
        if (this.#watching === this.#host.incarnation)
            return;
        this.#watching = this.#host.incarnation;
        this.#host.onDeath.add(() => {
            const kept = integerIn(this.#random, 0, this.#buffered.length);
            this.#durable.push(...this.#buffered.slice(0, kept));
            this.#buffered = [];
        });
    }
}
