/** One TCP connection: two ends, each with its process, its socket and what a rule holds back. */
import { crc32 } from 'node:zlib';
export class Connection {
    network;
    id;
    port;
    client;
    server;
    constructor(network, from, to, port, id) {
        this.network = network;
        this.id = id;
        this.port = port;
        this.client = new Endpoint(this, from);
        this.server = new Endpoint(this, to);
        this.client.peer = this.server;
        this.server.peer = this.client;
    }
    /** Once both ends are closed nothing can happen on it any more. */
    forgetIfOver() {
        if (this.client.closed && this.server.closed)
            this.network.connections.delete(this);
    }
}
export class Endpoint {
    connection;
    host;
    /** The process that this end belongs to: what comes for a later one is refused. */
    incarnation;
    peer;
    socket = null;
    /** When the last segment sent by this end arrives: later ones may not overtake it. */
    lastArrivalUs = Number.NEGATIVE_INFINITY;
    /** Segments that a rule keeps from being sent, in order. */
    held = [];
    /** This end is gone: closed by its process, reset, or dead with it. */
    closed = false;
    /** A reset is on its way to this end. */
    doomed = false;
    #finSent = false;
    #link;
    constructor(connection, host) {
        this.connection = connection;
        this.host = host;
        this.incarnation = host.incarnation;
    }
    /** What is drawn on the way from this host to the other. */
    get link() {
        this.#link ??= this.host.world.streams.get(`link/${this.host.name}>${this.peer.host.name}`);
        return this.#link;
    }
    send(bytes) {
        if (this.closed || this.doomed)
            return;
        const detail = `${this.connection.id} ${bytes.length} ${crc32(bytes)}`;
        this.connection.network.transmit(this, 'data', detail, bytes.length, () => this.peer.onData(bytes));
    }
    sendFin() {
        if (this.closed || this.doomed || this.#finSent)
            return;
        this.#finSent = true;
        this.connection.network.transmit(this, 'fin', String(this.connection.id), 0, () => this.peer.onFin());
    }
    sendReset() {
        if (this.closed || this.doomed)
            return;
        const { peer } = this;
        this.held = [];
        this.connection.network.transmit(this, 'rst', String(this.connection.id), 0, () => peer.onReset());
        this.closed = true;
    }
    /** The process closes its end: nothing more will be read from it. */
    close() {
        if (this.closed)
            return;
        this.sendFin();
        this.closed = true;
        this.connection.forgetIfOver();
    }
    onData(bytes) {
        if (this.closed) {
            this.#refuse();
            return;
        }
        this.connection.network.onReceive?.(this, bytes);
        this.socket?.received(bytes);
    }
    onFin() {
        if (!this.closed)
            this.socket?.ended();
    }
    onReset() {
        if (this.closed)
            return;
        this.closed = true;
        this.connection.forgetIfOver();
        this.socket?.failed('ECONNRESET', 'read ECONNRESET');
    }
    /** Data for a socket that its process has closed already: the kernel answers with a reset. */
    #refuse() {
        const { peer, connection } = this;
        if (peer.closed || peer.doomed)
            return;
        connection.network.transmit(this, 'rst', String(connection.id), 0, () => peer.onReset());
    }
}
