/**
 * Message ports and broadcast channels: Node hands messages over by the real loop. In a host each message is an event of
 * it; ports are of one process, since threads there are none.
 */
import workerThreads from 'node:worker_threads';
import { runtime } from '../../world/runtime.js';
import { later } from './later.js';
/** A `MessagePort`: an EventTarget that also has the methods of an emitter. */
class VirtualPort extends EventTarget {
    peer;
    queue = [];
    #started = false;
    #closed = false;
    #onmessage = null;
    #wrapped = new Map();
    get onmessage() {
        return this.#onmessage;
    }
    set onmessage(listener) {
        if (this.#onmessage)
            this.removeEventListener('message', this.#onmessage);
        this.#onmessage = listener;
        if (listener)
            this.addEventListener('message', listener);
        this.start();
    }
    postMessage(value, transfer) {
        const list = Array.isArray(transfer)
            ? transfer
            : transfer?.transfer;
        const copy = structuredClone(value, list ? { transfer: list } : undefined);
        this.peer?.receive(copy);
    }
    receive(value) {
        if (this.#closed)
            return;
        this.queue.push(value);
        if (this.#started)
            this.#deliverLater();
    }
    start() {
        if (this.#started)
            return;
        this.#started = true;
        for (const _message of this.queue)
            this.#deliverLater();
    }
    close() {
        if (this.#closed)
            return;
        this.#closed = true;
        const { peer } = this;
        later('port', 'close', 0, () => this.dispatchEvent(new Event('close')));
        peer?.close();
    }
    on(name, listener) {
        const wrapped = (event) => listener(event.data);
        this.#wrapped.set(listener, wrapped);
        this.addEventListener(name, wrapped);
        if (name === 'message')
            this.start();
        return this;
    }
    addListener(name, listener) {
        return this.on(name, listener);
    }
    once(name, listener) {
        const once = (value) => {
            this.off(name, once);
            listener(value);
        };
        return this.on(name, once);
    }
    off(name, listener) {
        const wrapped = this.#wrapped.get(listener);
        if (wrapped)
            this.removeEventListener(name, wrapped);
        this.#wrapped.delete(listener);
        return this;
    }
    removeListener(name, listener) {
        return this.off(name, listener);
    }
    ref() { }
    unref() { }
    hasRef() {
        return true;
    }
    #deliverLater() {
        later('port', 'message', 0, () => {
            if (this.queue.length === 0)
                return;
            this.dispatchEvent(new MessageEvent('message', { data: this.queue.shift() }));
        });
    }
}
class VirtualChannel {
    port1 = new VirtualPort();
    port2 = new VirtualPort();
    constructor() {
        this.port1.peer = this.port2;
        this.port2.peer = this.port1;
    }
}
/** The channels open in each life of a host. */
const open = new WeakMap();
function channelsOf(host) {
    let known = open.get(host);
    if (known?.incarnation !== host.incarnation) {
        known = { incarnation: host.incarnation, channels: new Set() };
        open.set(host, known);
    }
    return known.channels;
}
class VirtualBroadcast extends VirtualPort {
    name;
    #others;
    constructor(name) {
        super();
        this.name = String(name);
        this.#others = channelsOf(runtime.host);
        this.#others.add(this);
        this.start();
    }
    postMessage(value) {
        for (const other of this.#others) {
            if (other !== this && other.name === this.name)
                other.receive(structuredClone(value));
        }
    }
    close() {
        this.#others.delete(this);
        super.close();
    }
}
/** A class that makes another kind of object for code in a host. */
function inHosts(real, make) {
    return new Proxy(real, {
        construct: (target, args, newTarget) => runtime.host ? make(...args) : Reflect.construct(target, args, newTarget),
    });
}
export function installPorts() {
    // Node makes a channel of its own for this at first use.
    structuredClone(null);
    const MessageChannel = inHosts(globalThis.MessageChannel, () => new VirtualChannel());
    const BroadcastChannel = inHosts(globalThis.BroadcastChannel, (name) => new VirtualBroadcast(name));
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
        if (!(port instanceof VirtualPort))
            return receiveMessageOnPort(port);
        return port.queue.length === 0 ? undefined : { message: port.queue.shift() };
    };
}
