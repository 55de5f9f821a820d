/** Each host is also called by its name in this domain, for what insists on one. */
export const DOMAIN = 'world.internal';
export class Names {
    /** By the name asked for, such as `_mongodb._tcp.db`. */
    srv = new Map();
    txt = new Map();
    #world;
    constructor(world) {
        this.#world = world;
    }
    /** Undefined for what is nobody's name or address. */
    host(nameOrAddress, asker) {
        if (LOCAL.has(nameOrAddress))
            return asker;
        const exactly = this.#world.hosts.get(nameOrAddress);
        if (exactly)
            return exactly;
        const name = nameOrAddress.toLowerCase().replace(OUR_DOMAIN, '');
        const named = this.#world.hosts.get(name);
        if (named || !name.startsWith('10.'))
            return named;
        return [...this.#world.hosts.values()].find((host) => addressOf(host) === name);
    }
}
/** And the dot that says that a name is whole. */
const OUR_DOMAIN = new RegExp(`(\\.${DOMAIN.replaceAll('.', '\\.')})?\\.?$`);
const LOCAL = new Set(['localhost', '127.0.0.1', '::1', '0.0.0.0', '::']);
export const addressOf = ({ index }) => `10.0.${index >> 8}.${index & 255}`;
