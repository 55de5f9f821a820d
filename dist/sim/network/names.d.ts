/** Who is called what on a world's network: hosts by name and address, and the records that point to them. */
import type { Host } from '../world/host.ts';
import type { World } from '../world/world.ts';
export interface SrvRecord {
    name: string;
    port: number;
    priority: number;
    weight: number;
}
/** Each host is also called by its name in this domain, for what insists on one. */
export declare const DOMAIN = "world.internal";
export declare class Names {
    #private;
    /** By the name asked for, such as `_mongodb._tcp.db`. */
    readonly srv: Map<string, SrvRecord[]>;
    readonly txt: Map<string, string[][]>;
    constructor(world: World);
    /** Undefined for what is nobody's name or address. */
    host(nameOrAddress: string, asker: Host): Host | undefined;
}
export declare const addressOf: ({ index }: Host) => string;
