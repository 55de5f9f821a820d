/** One TCP connection: two ends, each with its process, its socket and what a rule holds back. */
import { crc32 } from 'node:zlib';
import type { Host } from '../world/host.ts';
import type { Random } from '../world/random.ts';
import type { Network } from './network.ts';
import type { VirtualSocket } from './socket.ts';

export class Connection {
  readonly network: Network;
  readonly id: number;
  readonly port: number;
  readonly client: Endpoint;
  readonly server: Endpoint;

  constructor(network: Network, from: Host, to: Host, port: number, id: number) {
    this.network = network;
    this.id = id;
    this.port = port;
    this.client = new Endpoint(this, from);
    this.server = new Endpoint(this, to);
    this.client.peer = this.server;
    this.server.peer = this.client;
  }

  /** Once both ends are closed nothing can happen on it any more. */
  forgetIfOver(): void {
    if (this.client.closed && this.server.closed) this.network.connections.delete(this);
  }
}

export class Endpoint {
  readonly connection: Connection;
  readonly host: Host;
  /** The process that this end belongs to: what comes for a later one is refused. */
  incarnation: number;
  peer!: Endpoint;
  socket: VirtualSocket | null = null;
  /** When the last segment sent by this end arrives: later ones may not overtake it. */
  lastArrivalUs = Number.NEGATIVE_INFINITY;
  /** Segments that a rule keeps from being sent, in order. */
  held: (() => void)[] = [];
  /** This end is gone: closed by its process, reset, or dead with it. */
  closed = false;
  /** A reset is on its way to this end. */
  doomed = false;
  #finSent = false;
  #link: Random | undefined;

  constructor(connection: Connection, host: Host) {
    this.connection = connection;
    this.host = host;
    this.incarnation = host.incarnation;
  }

  /** What is drawn on the way from this host to the other. */
  get link(): Random {
    this.#link ??= this.host.world.streams.get(`link/${this.host.name}>${this.peer.host.name}`);
    return this.#link;
  }

  send(bytes: Buffer): void {
    if (this.closed || this.doomed) return;
    const { network, id } = this.connection;
    const detail = `${id} ${bytes.length} ${crc32(bytes)}`;
    network.onlooker?.onSent(this, bytes);
    network.transmit(this, 'data', detail, bytes, () => this.peer.onData(bytes));
  }

  sendFin(): void {
    if (this.closed || this.doomed || this.#finSent) return;
    this.#finSent = true;
    this.connection.network.transmit(this, 'fin', String(this.connection.id), null, () => this.peer.onFin());
  }

  sendReset(): void {
    if (this.closed || this.doomed) return;
    const { peer } = this;
    this.connection.network.onlooker?.onClosed(this);
    this.held = [];
    this.connection.network.transmit(this, 'rst', String(this.connection.id), null, () => peer.onReset());
    this.closed = true;
  }

  /** The process closes its end: nothing more will be read from it. */
  close(): void {
    if (this.closed) return;
    this.connection.network.onlooker?.onClosed(this);
    this.sendFin();
    this.closed = true;
    this.connection.forgetIfOver();
  }

  onData(bytes: Buffer): void {
    this.connection.network.onlooker?.onArrived(bytes, !this.closed);
    if (this.closed) {
      this.#refuse();
      return;
    }
    this.connection.network.onReceive?.(this, bytes);
    this.socket?.received(bytes);
  }

  onFin(): void {
    if (!this.closed) this.socket?.ended();
  }

  onReset(): void {
    if (this.closed) return;
    this.closed = true;
    this.connection.forgetIfOver();
    this.socket?.failed('ECONNRESET', 'read ECONNRESET');
  }

  /** Data for a socket that its process has closed already: the kernel answers with a reset. */
  #refuse(): void {
    const { peer, connection } = this;
    if (peer.closed || peer.doomed) return;
    connection.network.transmit(this, 'rst', String(connection.id), null, () => peer.onReset());
  }
}
