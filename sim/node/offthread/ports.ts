/**
 * Message ports and broadcast channels: Node hands messages over by the real loop. In a host each message is an event of
 * it; ports are of one process, with its threads.
 */
import workerThreads from 'node:worker_threads';
import { type Context, contextHere, runIn } from '../../world/context.ts';
import { ofLife } from '../../world/of-life.ts';
import { runtime } from '../../world/runtime.ts';
import { later } from './later.ts';

type Listener = (value: unknown) => void;

/** A `MessagePort`: an EventTarget that also has the methods of an emitter. */
export class VirtualPort extends EventTarget {
  /** That of whoever made it: messages are heard in it. */
  readonly #context: Context | null = contextHere();
  peer: VirtualPort | undefined;
  readonly queue: unknown[] = [];
  #started = false;
  #closed = false;
  #onmessage: Listener | null = null;
  readonly #wrapped = new Map<Listener, (event: Event) => void>();

  get onmessage(): Listener | null {
    return this.#onmessage;
  }

  set onmessage(listener: Listener | null) {
    if (this.#onmessage) this.removeEventListener('message', this.#onmessage as never);
    this.#onmessage = listener;
    if (listener) this.addEventListener('message', listener as never);
    this.start();
  }

  postMessage(value: unknown, transfer?: readonly unknown[] | { transfer?: readonly unknown[] }): void {
    const list = Array.isArray(transfer)
      ? transfer
      : (transfer as { transfer?: unknown[] } | undefined)?.transfer;
    const copy = structuredClone(value, list ? { transfer: list as never } : undefined);
    this.peer?.receive(copy);
  }

  receive(value: unknown): void {
    if (this.#closed) return;
    this.queue.push(value);
    if (this.#started) this.#deliverLater();
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    for (const _message of this.queue) this.#deliverLater();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    const { peer } = this;
    runIn(this.#context, () => {
      later('port', 'close', 0, () => this.dispatchEvent(new Event('close')));
    });
    peer?.close();
  }

  on(name: string, listener: Listener): this {
    const wrapped = (event: Event) => listener((event as MessageEvent).data);
    this.#wrapped.set(listener, wrapped);
    this.addEventListener(name, wrapped);
    if (name === 'message') this.start();
    return this;
  }

  addListener(name: string, listener: Listener): this {
    return this.on(name, listener);
  }

  once(name: string, listener: Listener): this {
    const once = (value: unknown) => {
      this.off(name, once);
      listener(value);
    };
    return this.on(name, once);
  }

  off(name: string, listener: Listener): this {
    const wrapped = this.#wrapped.get(listener);
    if (wrapped) this.removeEventListener(name, wrapped);
    this.#wrapped.delete(listener);
    return this;
  }

  removeListener(name: string, listener: Listener): this {
    return this.off(name, listener);
  }

  ref(): void {}
  unref(): void {}
  hasRef(): boolean {
    return true;
  }

  #deliverLater(): void {
    runIn(this.#context, () => {
      later('port', 'message', 0, () => {
        if (this.queue.length === 0) return;
        this.dispatchEvent(new MessageEvent('message', { data: this.queue.shift() }));
      });
    });
  }
}

class VirtualChannel {
  readonly port1 = new VirtualPort();
  readonly port2 = new VirtualPort();

  constructor() {
    this.port1.peer = this.port2;
    this.port2.peer = this.port1;
  }
}

/** The open channels of a process. */
const channelsOf = ofLife(() => new Set<VirtualBroadcast>());

class VirtualBroadcast extends VirtualPort {
  readonly name: string;
  readonly #others: Set<VirtualBroadcast>;

  constructor(name: string) {
    super();
    this.name = String(name);
    this.#others = channelsOf(runtime.host!);
    this.#others.add(this);
    this.start();
  }

  override postMessage(value: unknown): void {
    for (const other of this.#others) {
      if (other !== this && other.name === this.name) other.receive(structuredClone(value));
    }
  }

  override close(): void {
    this.#others.delete(this);
    super.close();
  }
}

/** A class that makes another kind of object for code in a host. */
function inHosts<T extends object>(real: T, make: (...args: never[]) => object): T {
  return new Proxy(real, {
    construct: (target, args, newTarget) =>
      runtime.host ? make(...(args as never[])) : Reflect.construct(target as never, args, newTarget),
  });
}

export function installPorts(): void {
  // Node makes a channel of its own for this at first use.
  structuredClone(null);
  const MessageChannel = inHosts(globalThis.MessageChannel, () => new VirtualChannel());
  const BroadcastChannel = inHosts(globalThis.BroadcastChannel, (name: string) => new VirtualBroadcast(name));
  for (const owner of [globalThis, workerThreads]) {
    for (const [name, value] of Object.entries({ MessageChannel, BroadcastChannel }))
      Object.defineProperty(owner, name, {
        value,
        writable: true,
        configurable: true,
        enumerable: owner !== globalThis,
      });
  }
  const { receiveMessageOnPort } = workerThreads;
  workerThreads.receiveMessageOnPort = (port) => {
    if (!(port instanceof VirtualPort)) return receiveMessageOnPort(port);
    return port.queue.length === 0 ? undefined : { message: port.queue.shift() };
  };
}
