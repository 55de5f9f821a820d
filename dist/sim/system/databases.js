import { VirtualDisk } from '../world/disk.js';
export class Members {
    #world;
    #disks = new Map();
    /** By host, with the life of the host in which it was started: of an earlier one nothing is left. */
    #running = new Map();
    constructor(world, hosts) {
        this.#world = world;
        for (const name of hosts)
            this.#disks.set(name, new VirtualDisk(world.host(name)));
    }
    started(host, member) {
        this.#running.set(host, { member, incarnation: this.#world.host(host).incarnation });
    }
    disk(host) {
        return this.#disks.get(host);
    }
    primary() {
        let newest;
        for (const host of this.#disks.keys()) {
            const member = this.#alive(host);
            if (member?.role !== 'primary')
                continue;
            const { term } = member.engine;
            if (!newest || term > newest.term)
                newest = { host, term };
        }
        return newest?.host;
    }
    touch(host, what) {
        this.#world.at(this.#world.nowUs, this.#world.host(host), 'touch', '', () => {
            const member = this.#alive(host);
            if (member)
                what(member);
        });
    }
    #alive(host) {
        const running = this.#running.get(host);
        const { state, incarnation } = this.#world.host(host);
        return running?.incarnation === incarnation && state !== 'down' ? running.member : undefined;
    }
}
