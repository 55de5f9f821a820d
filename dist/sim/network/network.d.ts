/**
 * The virtual network: TCP as programs see it, between hosts of one world.
 *
 * Each ordered pair of hosts is a link with a latency and a random stream of its own; a connection keeps its
 * bytes in order whatever the link does. Faults are rules (`rules.ts`); sockets are `socket.ts`.
 * Not modelled: windows and back-pressure between hosts, bandwidth, half-closed time-outs of the kernel, a
 * sender giving up after many retransmissions, UDP, answers to questions of names that fail or are late.
 */
import type { Host } from '../world/host.ts';
import type { World } from '../world/world.ts';
import { Connection, type Endpoint } from './connection.ts';
import { Names } from './names.ts';
import { type Rule, type Segment } from './rules.ts';
import type { VirtualSocket } from './socket.ts';
/** Something that accepts connections on a port of a host. */
export interface Listener {
    accept(connection: Connection): void;
}
/** What was said over connections to one port. */
export interface Traffic {
    /** By who called: data segments sent, and bytes both ways. */
    callers: Map<Host, {
        requests: number;
        bytes: number;
    }>;
    /** When all data that was ever sent has arrived; what a rule holds is not sent yet. */
    arrivedByUs: number;
}
export interface LinkOptions {
    /** One-way delay that every segment has. */
    latencyUs: number;
    /** Further delay, drawn per segment: half of them get less than a third of it. */
    jitterUs: number;
}
/** TCP sends a lost segment again after about this long, then doubles it. */
export declare const RETRANSMIT_US = 200000;
export declare class Network {
    #private;
    readonly world: World;
    readonly names: Names;
    link: LinkOptions;
    readonly connections: Set<Connection>;
    /** Every socket there ever was that was not destroyed, dead processes' included. */
    readonly sockets: Set<VirtualSocket>;
    /** Listens in on what reaches a process, once the network has had its way with it. */
    onReceive: ((at: Endpoint, bytes: Buffer) => void) | undefined;
    /** By port of the server's side. */
    readonly traffic: Map<number, Traffic>;
    constructor(world: World);
    /** Puts a fault's rule in force; the function returned takes it away and sends what it held. */
    impose(rule: Rule): () => void;
    listen(host: Host, port: number, listener: Listener): number;
    /** Resolves when the host listens on the port: now, or later in its present life. */
    listening(host: Host, port: number): Promise<void>;
    unlisten(host: Host, port: number): void;
    connect(socket: VirtualSocket, from: Host, toName: string, port: number): Endpoint;
    /** Sends a segment on its way; it arrives after all that this end sent before. */
    transmit(from: Endpoint, kind: Segment['kind'], detail: string, lengthBytes: number, arrive: () => void): void;
    /** Both ends see a reset, as when a middlebox drops its state; bytes on their way are lost. */
    cut(connection: Connection): void;
    /** This end learns at a given time that the connection is gone. */
    resetLater(endpoint: Endpoint, timeUs: number): void;
}
