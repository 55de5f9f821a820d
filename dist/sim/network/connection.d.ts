import type { Host } from '../world/host.ts';
import type { Random } from '../world/random.ts';
import type { Network } from './network.ts';
import type { VirtualSocket } from './socket.ts';
export declare class Connection {
    readonly network: Network;
    readonly id: number;
    readonly port: number;
    readonly client: Endpoint;
    readonly server: Endpoint;
    constructor(network: Network, from: Host, to: Host, port: number, id: number);
    /** Once both ends are closed nothing can happen on it any more. */
    forgetIfOver(): void;
}
export declare class Endpoint {
    #private;
    readonly connection: Connection;
    readonly host: Host;
    /** The process that this end belongs to: what comes for a later one is refused. */
    incarnation: number;
    peer: Endpoint;
    socket: VirtualSocket | null;
    /** When the last segment sent by this end arrives: later ones may not overtake it. */
    lastArrivalUs: number;
    /** Segments that a rule keeps from being sent, in order. */
    held: (() => void)[];
    /** This end is gone: closed by its process, reset, or dead with it. */
    closed: boolean;
    /** A reset is on its way to this end. */
    doomed: boolean;
    constructor(connection: Connection, host: Host);
    /** What is drawn on the way from this host to the other. */
    get link(): Random;
    send(bytes: Buffer): void;
    sendFin(): void;
    sendReset(): void;
    /** The process closes its end: nothing more will be read from it. */
    close(): void;
    onData(bytes: Buffer): void;
    onFin(): void;
    onReset(): void;
}
