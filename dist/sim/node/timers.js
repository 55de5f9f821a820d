/** Timers of simulated code are events of their host; those of any other code stay Node's own. */
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import { promisify } from 'node:util';
import { runtime } from '../world/runtime.js';
const real = {
    setTimeout: globalThis.setTimeout,
    setInterval: globalThis.setInterval,
    setImmediate: globalThis.setImmediate,
    clearTimeout: globalThis.clearTimeout,
    clearImmediate: globalThis.clearImmediate,
};
const realPromises = { ...timersPromises };
/** Node's rule for what a delay may be. */
function delayOf(ms) {
    const delay = Number(ms);
    return delay >= 1 && delay <= 0x7fffffff ? Math.trunc(delay) : 1;
}
const byId = new Map();
let lastId = 0;
/** Stands where Node hands out a `Timeout` or an `Immediate`. */
export class VirtualTimer {
    #host;
    #incarnation;
    #callback;
    #args;
    #delayMs;
    #kind;
    #event = null;
    /** That of whoever made it, however often it is armed again. */
    #context = null;
    #id = 0;
    constructor(host, kind, callback, delayMs, args) {
        if (typeof callback !== 'function') {
            throw Object.assign(new TypeError('The "callback" argument must be of type function.'), {
                code: 'ERR_INVALID_ARG_TYPE',
            });
        }
        this.#host = host;
        this.#incarnation = host.incarnation;
        this.#kind = kind;
        this.#callback = callback;
        this.#args = args;
        this.#delayMs = delayMs;
        this.#arm();
    }
    /** Starts again from now, as `Timeout.refresh`. */
    refresh() {
        this.close();
        this.#arm();
        return this;
    }
    close() {
        if (this.#event)
            this.#host.world.cancel(this.#event);
        this.#event = null;
        return this;
    }
    ref() {
        return this;
    }
    unref() {
        return this;
    }
    hasRef() {
        return true;
    }
    [Symbol.toPrimitive]() {
        if (this.#id === 0) {
            this.#id = ++lastId;
            byId.set(this.#id, this);
        }
        return this.#id;
    }
    [Symbol.dispose]() {
        this.close();
    }
    #arm() {
        if (runtime.ghost || this.#incarnation !== this.#host.incarnation)
            return;
        const { world } = this.#host;
        const dueUs = this.#kind === 'immediate' ? world.nowUs : world.nowUs + this.#host.toVirtualUs(this.#delayMs);
        this.#event = world.at(dueUs, this.#host, this.#kind, '', () => {
            this.#event = null;
            if (this.#kind === 'interval')
                this.#arm();
            this.#callback(...this.#args);
        });
        this.#context ??= this.#event.context;
        this.#event.context = this.#context;
    }
}
function clear(timer) {
    if (timer instanceof VirtualTimer)
        timer.close();
    else if (typeof timer === 'number' && runtime.host)
        byId.get(timer)?.close();
    else
        real.clearTimeout(timer);
}
function abortError(signal) {
    const error = new Error('The operation was aborted', { cause: signal.reason });
    return Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' });
}
/** `timers/promises` wait on a virtual timer. */
function wait(host, kind, delayMs, value, signal) {
    return new Promise((resolve, reject) => {
        if (signal?.aborted)
            return reject(abortError(signal));
        const onAbort = () => {
            timer.close();
            reject(abortError(signal));
        };
        const timer = new VirtualTimer(host, kind, () => {
            signal?.removeEventListener('abort', onAbort);
            resolve(value);
        }, delayMs, []);
        signal?.addEventListener('abort', onAbort, { once: true });
    });
}
const virtual = {
    setTimeout(callback, ms, ...args) {
        const { host } = runtime;
        if (!host)
            return real.setTimeout(callback, ms, ...args);
        return new VirtualTimer(host, 'timeout', callback, delayOf(ms), args);
    },
    setInterval(callback, ms, ...args) {
        const { host } = runtime;
        if (!host)
            return real.setInterval(callback, ms, ...args);
        return new VirtualTimer(host, 'interval', callback, delayOf(ms), args);
    },
    setImmediate(callback, ...args) {
        const { host } = runtime;
        if (!host)
            return real.setImmediate(callback, ...args);
        return new VirtualTimer(host, 'immediate', callback, 0, args);
    },
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate(timer) {
        if (timer instanceof VirtualTimer)
            timer.close();
        else
            real.clearImmediate(timer);
    },
};
const virtualPromises = {
    setTimeout(ms, value, options) {
        const { host } = runtime;
        if (!host)
            return realPromises.setTimeout(ms, value, options);
        return wait(host, 'timeout', delayOf(ms), value, options?.signal);
    },
    setImmediate(value, options) {
        const { host } = runtime;
        if (!host)
            return realPromises.setImmediate(value, options);
        return wait(host, 'immediate', 0, value, options?.signal);
    },
    async *setInterval(ms, value, options) {
        const { host } = runtime;
        if (!host) {
            yield* realPromises.setInterval(ms, value, options);
            return;
        }
        for (;;)
            yield await wait(host, 'timeout', delayOf(ms), value, options?.signal);
    },
};
export function installTimers() {
    Object.defineProperty(virtual.setTimeout, promisify.custom, { value: virtualPromises.setTimeout });
    Object.defineProperty(virtual.setImmediate, promisify.custom, { value: virtualPromises.setImmediate });
    Object.assign(globalThis, virtual);
    Object.assign(timers, virtual);
    Object.assign(timersPromises, virtualPromises);
    const { scheduler } = timersPromises;
    scheduler.wait = (ms, options) => virtualPromises.setTimeout(ms, undefined, options);
    scheduler.yield = () => virtualPromises.setImmediate();
    AbortSignal.timeout = (ms) => {
        const controller = new AbortController();
        const timer = setTimeout(() => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')), ms);
        timer.unref();
        return controller.signal;
    };
}
/** Forgets timers known by number, so that a run leaves nothing to the next. */
export function resetTimers() {
    byId.clear();
    lastId = 0;
}
