/**
 * The virtual network: TCP as programs see it, between hosts of one world.
 *
 * Each ordered pair of hosts is a link with a latency and a random stream of its own; a connection keeps its
 * bytes in order whatever the link does. Faults are rules (`rules.ts`); sockets are `socket.ts`.
 * Not modelled: windows and back-pressure between hosts, bandwidth, half-closed time-outs of the kernel, a
 * sender giving up after many retransmissions, UDP, answers to questions of names that fail or are late.
 */
import type { Host } from '../world/host.ts';
import { integerIn } from '../world/random.ts';
import type { World } from '../world/world.ts';
import { Connection, type Endpoint } from './connection.ts';
import { Names } from './names.ts';
import type { Onlooker } from './onlooker.ts';
import { type Imposed, judge, type Rule, type Segment } from './rules.ts';
import type { VirtualSocket } from './socket.ts';

/** Something that accepts connections on a port of a host. */
export interface Listener {
  accept(connection: Connection): void;
}

/** What was said over connections to one port. */
export interface Traffic {
  /** By who called: data segments sent, and bytes both ways. */
  callers: Map<Host, { requests: number; bytes: number }>;
  /** When all data that was ever sent has arrived; what a rule holds is not sent yet. */
  arrivedByUs: number;
}

export interface LinkOptions {
  /** One-way delay that every segment has. */
  latencyUs: number;
  /** Further delay, drawn per segment: half of them get less than a third of it. */
  jitterUs: number;
}

/** Linux sends a SYN again after 1, 3, 7, 15, 31 and 63 s, then gives up. */
const SYN_RETRIES = 6;
/** TCP sends a lost segment again after about this long, then doubles it. */
export const RETRANSMIT_US = 200_000;
/** Loopback within one host. */
const LOCAL_US = 20;

export class Network {
  readonly world: World;
  readonly names: Names;
  link: LinkOptions = { latencyUs: 200, jitterUs: 300 };
  readonly #rules = new Set<Imposed>();
  readonly #listeners = new Map<Host, Map<number, Listener>>();
  /** Who waits for a host to listen. */
  readonly #awaited = new Map<Host, Map<number, () => void>>();
  /** Endpoints with something held by a rule. */
  readonly #blocked = new Set<Endpoint>();
  /** Peers of processes that vanished in silence: they get a reset when the host is back. */
  readonly #orphans = new Map<Host, Set<Endpoint>>();
  readonly #watched = new Set<Host>();
  readonly connections = new Set<Connection>();
  /** Every socket there ever was that was not destroyed, dead processes' included. */
  readonly sockets = new Set<VirtualSocket>();
  /** Listens in on what reaches a process, once the network has had its way with it. */
  onReceive: ((at: Endpoint, bytes: Buffer) => void) | undefined;
  onlooker: Onlooker | undefined;
  /** By port of the server's side. */
  readonly traffic = new Map<number, Traffic>();
  #ports = 40_000;

  constructor(world: World) {
    this.world = world;
    this.names = new Names(world);
  }

  /** Puts a rule in force, of the fault of that number; the function returned takes it away and sends what it held. */
  impose(rule: Rule, fault: number | null = null): () => void {
    const imposed = { rule, fault };
    this.#rules.add(imposed);
    return () => {
      if (this.#rules.delete(imposed)) this.#release();
    };
  }

  listen(host: Host, port: number, listener: Listener): number {
    this.#watch(host);
    let ports = this.#listeners.get(host);
    if (!ports) {
      ports = new Map();
      this.#listeners.set(host, ports);
    }
    const wanted = port || ++this.#ports;
    if (ports.has(wanted)) {
      throw Object.assign(new Error(`listen EADDRINUSE: address already in use :::${wanted}`), {
        code: 'EADDRINUSE',
        errno: -98,
        syscall: 'listen',
        port: wanted,
      });
    }
    ports.set(wanted, listener);
    this.#awaited.get(host)?.get(wanted)?.();
    return wanted;
  }

  /** Resolves when the host listens on the port: now, or later in its present life. */
  listening(host: Host, port: number): Promise<void> {
    if (this.#listeners.get(host)?.has(port)) return Promise.resolve();
    return new Promise((resolve) => {
      const ports = this.#awaited.get(host) ?? new Map<number, () => void>();
      this.#awaited.set(host, ports.set(port, resolve));
    });
  }

  unlisten(host: Host, port: number): void {
    this.#listeners.get(host)?.delete(port);
  }

  connect(socket: VirtualSocket, from: Host, toName: string, port: number): Endpoint {
    const to = this.names.host(toName, from);
    this.#watch(from);
    const connection = new Connection(this, from, to ?? from, port, ++this.#ports);
    this.connections.add(connection);
    const endpoint = connection.client;
    endpoint.socket = socket;
    if (!to) {
      this.world.at(this.world.nowUs, from, 'no-such-host', toName, () =>
        socket.failed('ENOTFOUND', `getaddrinfo ENOTFOUND ${toName}`),
      );
      return endpoint;
    }
    this.#sendSyn(connection, 0);
    return endpoint;
  }

  /** Sends a segment on its way; it arrives after all that this end sent before. */
  transmit(
    from: Endpoint,
    kind: Segment['kind'],
    detail: string,
    bytes: Buffer | null,
    arrive: () => void,
  ): void {
    const to = from.peer;
    const segment: Segment = {
      from: from.host,
      to: to.host,
      kind,
      fromServer: from === from.connection.server,
      port: from.connection.port,
      lengthBytes: bytes?.length ?? 0,
    };
    const judgement = judge(this.#rules, segment);
    const verdict = judgement?.verdict;
    if (judgement && bytes) this.onlooker?.onJudged(bytes, judgement);
    if (verdict?.kind === 'reset' && kind !== 'rst') {
      this.cut(from.connection);
      return;
    }
    if (verdict?.kind === 'hold' || from.held.length > 0) {
      from.held.push(() => this.transmit(from, kind, detail, bytes, arrive));
      this.#blocked.add(from);
      return;
    }
    const extraUs = verdict?.kind === 'delay' ? verdict.us : 0;
    const arrivalUs = Math.max(from.lastArrivalUs, this.world.nowUs + this.#delayUs(from) + extraUs);
    from.lastArrivalUs = arrivalUs;
    if (kind === 'data') this.#count(segment, arrivalUs);
    // A handshake is the kernel's business: it goes on while the process is paused.
    const owner = kind === 'syn' ? null : to.host;
    const event = this.world.at(arrivalUs, owner, kind, detail, arrive);
    if (owner) {
      event.incarnation = to.incarnation;
      event.lost = () => {
        if (bytes) this.onlooker?.onLost(bytes);
        this.#undeliverable(from);
      };
    }
    if (verdict?.kind === 'delay' && verdict.hangUp) {
      this.resetLater(from, this.world.nowUs + this.#delayUs(to));
    }
  }

  /** Both ends see a reset, as when a middlebox drops its state; bytes on their way are lost. */
  cut(connection: Connection): void {
    for (const endpoint of [connection.client, connection.server])
      this.resetLater(endpoint, this.world.nowUs);
  }

  /** This end learns at a given time that the connection is gone. */
  resetLater(endpoint: Endpoint, timeUs: number): void {
    if (endpoint.doomed) return;
    endpoint.doomed = true;
    endpoint.held = [];
    endpoint.peer.held = [];
    const event = this.world.at(timeUs, endpoint.host, 'rst', String(endpoint.connection.id), () =>
      endpoint.onReset(),
    );
    event.incarnation = endpoint.incarnation;
  }

  /** What was sent to a process that is gone: a reset if its machine can still say so, else nothing for now. */
  #undeliverable(from: Endpoint): void {
    const gone = from.peer.host;
    if (gone.state === 'down' && gone.silent) {
      let orphans = this.#orphans.get(gone);
      if (!orphans) {
        orphans = new Set();
        this.#orphans.set(gone, orphans);
      }
      orphans.add(from);
      return;
    }
    this.resetLater(from, this.world.nowUs + this.#delayUs(from.peer));
  }

  #sendSyn(connection: Connection, attempt: number): void {
    const { client, server } = connection;
    const nothing = Buffer.alloc(0);
    this.onlooker?.onSent(client, nothing);
    this.transmit(client, 'syn', `${connection.id} :${connection.port}`, nothing, () => {
      const to = server.host;
      const listener = to.state === 'down' ? undefined : this.#listeners.get(to)?.get(connection.port);
      this.onlooker?.onArrived(nothing, listener !== undefined);
      if (client.incarnation !== client.host.incarnation || client.closed) return;
      if (to.state === 'down' && to.silent) {
        if (attempt >= SYN_RETRIES) {
          this.#toClient(client, 'syn-timeout', () =>
            client.socket?.failed('ETIMEDOUT', `connect ETIMEDOUT ${to.name}:${connection.port}`),
          );
          return;
        }
        this.world.after(1000 * 2 ** attempt, 'syn-retry', () => this.#sendSyn(connection, attempt + 1));
        return;
      }
      if (!listener) {
        this.#toClient(client, 'refused', () =>
          client.socket?.failed('ECONNREFUSED', `connect ECONNREFUSED ${to.name}:${connection.port}`),
        );
        return;
      }
      server.incarnation = to.incarnation;
      this.transmit(server, 'synack', String(connection.id), null, () => client.socket?.connected());
      this.world.at(this.world.nowUs, to, 'accept', String(connection.id), () => listener.accept(connection));
    });
  }

  #count({ from, to, port, fromServer, lengthBytes }: Segment, arrivalUs: number): void {
    let traffic = this.traffic.get(port);
    if (!traffic) {
      traffic = { callers: new Map(), arrivedByUs: Number.NEGATIVE_INFINITY };
      this.traffic.set(port, traffic);
    }
    const caller = fromServer ? to : from;
    let count = traffic.callers.get(caller);
    if (!count) {
      count = { requests: 0, bytes: 0 };
      traffic.callers.set(caller, count);
    }
    count.bytes += lengthBytes;
    if (!fromServer) count.requests++;
    traffic.arrivedByUs = Math.max(traffic.arrivedByUs, arrivalUs);
  }

  #toClient(client: Endpoint, kind: string, run: () => void): void {
    const timeUs = this.world.nowUs + this.#delayUs(client.peer);
    const event = this.world.at(timeUs, client.host, kind, String(client.connection.id), run);
    event.incarnation = client.incarnation;
  }

  /** A rule has gone: all that was held is sent again, as TCP does, after a retransmission time. */
  #release(): void {
    const blocked = [...this.#blocked];
    this.#blocked.clear();
    for (const endpoint of blocked) {
      if (endpoint.held.length === 0) continue;
      const waitUs = integerIn(endpoint.link, RETRANSMIT_US / 10, RETRANSMIT_US);
      this.world.at(this.world.nowUs + waitUs, null, 'retransmit', String(endpoint.connection.id), () => {
        const held = endpoint.held;
        endpoint.held = [];
        for (const resend of held) resend();
      });
    }
  }

  /** How long what this end sends is on its way. */
  #delayUs(from: Endpoint): number {
    if (from.host === from.peer.host) return LOCAL_US;
    const draw = from.link();
    return this.link.latencyUs + Math.round(draw * draw * this.link.jitterUs);
  }

  /** Follows a host's deaths and births: connections and listeners go with the process. */
  #watch(host: Host): void {
    if (!this.#watched.has(host)) {
      this.#watched.add(host);
      host.onBirth.add(() => {
        this.#watchDeath(host);
        this.#resetOrphans(host);
      });
      this.#watchDeath(host);
    }
  }

  #watchDeath(host: Host): void {
    host.onDeath.add((peersSeeReset) => {
      this.#listeners.delete(host);
      for (const connection of this.connections) {
        for (const end of [connection.client, connection.server]) {
          if (end.host !== host || end.closed) continue;
          end.closed = true;
          end.held = [];
          if (peersSeeReset && !end.peer.closed) {
            this.resetLater(end.peer, this.world.nowUs + this.#delayUs(end));
          }
        }
        connection.forgetIfOver();
      }
    });
  }

  #resetOrphans(host: Host): void {
    const orphans = this.#orphans.get(host);
    if (!orphans) return;
    this.#orphans.delete(host);
    const random = this.world.streams.get(`host/${host.name}/orphans`);
    for (const endpoint of orphans) {
      this.resetLater(endpoint, this.world.nowUs + integerIn(random, RETRANSMIT_US / 10, RETRANSMIT_US));
    }
  }
}
