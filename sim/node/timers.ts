/** Timers of simulated code are events of their host; those of any other code stay Node's own. */
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import { promisify } from 'node:util';
import { contextHere } from '../world/context.ts';
import type { SimEvent } from '../world/heap.ts';
import type { Host } from '../world/host.ts';
import { runtime } from '../world/runtime.ts';

type Callback = (...args: unknown[]) => void;

const real = {
  setTimeout: globalThis.setTimeout,
  setInterval: globalThis.setInterval,
  setImmediate: globalThis.setImmediate,
  clearTimeout: globalThis.clearTimeout,
  clearImmediate: globalThis.clearImmediate,
};
const realPromises = { ...timersPromises };

/** Node's rule for what a delay may be. */
function delayOf(ms: unknown): number {
  const delay = Number(ms);
  return delay >= 1 && delay <= 0x7fffffff ? Math.trunc(delay) : 1;
}

const byId = new Map<number, VirtualTimer>();
let lastId = 0;

/** Stands where Node hands out a `Timeout` or an `Immediate`. */
export class VirtualTimer {
  readonly #host: Host;
  readonly #incarnation: number;
  readonly #callback: Callback;
  readonly #args: unknown[];
  readonly #delayMs: number;
  readonly #kind: 'timeout' | 'interval' | 'immediate';
  #event: SimEvent | null = null;
  /** That of whoever made it, however often it is armed again. */
  readonly #context = contextHere();
  #id = 0;

  constructor(
    host: Host,
    kind: 'timeout' | 'interval' | 'immediate',
    callback: Callback,
    delayMs: number,
    args: unknown[],
  ) {
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
  refresh(): this {
    this.close();
    this.#arm();
    return this;
  }

  close(): this {
    if (this.#event) this.#host.world.cancel(this.#event);
    this.#event = null;
    return this;
  }

  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }

  [Symbol.toPrimitive](): number {
    if (this.#id === 0) {
      this.#id = ++lastId;
      byId.set(this.#id, this);
    }
    return this.#id;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #arm(): void {
    if (runtime.ghost || this.#incarnation !== this.#host.incarnation) return;
    const { world } = this.#host;
    const dueUs =
      this.#kind === 'immediate' ? world.nowUs : world.nowUs + this.#host.toVirtualUs(this.#delayMs);
    const run = () => {
      this.#event = null;
      if (this.#kind === 'interval') this.#arm();
      this.#callback(...this.#args);
    };
    this.#event = world.at(dueUs, this.#host, this.#kind, '', run, this.#context);
  }
}

function clear(timer: unknown): void {
  if (timer instanceof VirtualTimer) timer.close();
  else if (typeof timer === 'number' && runtime.host) byId.get(timer)?.close();
  else real.clearTimeout(timer as NodeJS.Timeout);
}

function abortError(signal: AbortSignal): Error {
  const error = new Error('The operation was aborted', { cause: signal.reason });
  return Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' });
}

/** `timers/promises` wait on a virtual timer. */
function wait<T>(
  host: Host,
  kind: 'timeout' | 'immediate',
  delayMs: number,
  value: T,
  signal?: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortError(signal));
    const onAbort = () => {
      timer.close();
      reject(abortError(signal!));
    };
    const timer = new VirtualTimer(
      host,
      kind,
      () => {
        signal?.removeEventListener('abort', onAbort);
        resolve(value);
      },
      delayMs,
      [],
    );
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

interface WaitOptions {
  signal?: AbortSignal;
}

const virtual = {
  setTimeout(callback: Callback, ms?: number, ...args: unknown[]) {
    const { host } = runtime;
    if (!host) return real.setTimeout(callback, ms, ...args);
    return new VirtualTimer(host, 'timeout', callback, delayOf(ms), args);
  },
  setInterval(callback: Callback, ms?: number, ...args: unknown[]) {
    const { host } = runtime;
    if (!host) return real.setInterval(callback, ms, ...args);
    return new VirtualTimer(host, 'interval', callback, delayOf(ms), args);
  },
  setImmediate(callback: Callback, ...args: unknown[]) {
    const { host } = runtime;
    if (!host) return real.setImmediate(callback, ...args);
    return new VirtualTimer(host, 'immediate', callback, 0, args);
  },
  clearTimeout: clear,
  clearInterval: clear,
  clearImmediate(timer: unknown) {
    if (timer instanceof VirtualTimer) timer.close();
    else real.clearImmediate(timer as NodeJS.Immediate);
  },
};

const virtualPromises = {
  setTimeout<T>(ms?: number, value?: T, options?: WaitOptions) {
    const { host } = runtime;
    if (!host) return realPromises.setTimeout(ms, value, options);
    return wait(host, 'timeout', delayOf(ms), value, options?.signal);
  },
  setImmediate<T>(value?: T, options?: WaitOptions) {
    const { host } = runtime;
    if (!host) return realPromises.setImmediate(value, options);
    return wait(host, 'immediate', 0, value, options?.signal);
  },
  async *setInterval<T>(ms?: number, value?: T, options?: WaitOptions): AsyncGenerator<T | undefined> {
    const { host } = runtime;
    if (!host) {
      yield* realPromises.setInterval(ms, value, options);
      return;
    }
    for (;;) yield await wait(host, 'timeout', delayOf(ms), value, options?.signal);
  },
};

export function installTimers(): void {
  Object.defineProperty(virtual.setTimeout, promisify.custom, { value: virtualPromises.setTimeout });
  Object.defineProperty(virtual.setImmediate, promisify.custom, { value: virtualPromises.setImmediate });
  Object.assign(globalThis, virtual);
  Object.assign(timers, virtual);
  Object.assign(timersPromises, virtualPromises);
  const { scheduler } = timersPromises as unknown as {
    scheduler: { wait: unknown; yield: unknown };
  };
  scheduler.wait = (ms: number, options?: WaitOptions) => virtualPromises.setTimeout(ms, undefined, options);
  scheduler.yield = () => virtualPromises.setImmediate();

  AbortSignal.timeout = (ms: number): AbortSignal => {
    const controller = new AbortController();
    const timer = setTimeout(
      () => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
      ms,
    );
    timer.unref();
    return controller.signal;
  };
}

/** Forgets timers known by number, so that a run leaves nothing to the next. */
export function resetTimers(): void {
  byId.clear();
  lastId = 0;
}
