/**
 * Waiting for memory that threads share. Node wakes who waits by the real loop; in a host a wake is an event of it. Nobody
 * can stand still: no time passes while code runs, so a wait that blocks is over at once, or never and then refused.
 */
import { contextHere, runIn } from '../../world/context.ts';
import type { Host } from '../../world/host.ts';
import { runtime } from '../../world/runtime.ts';
import { escaped } from '../machine/ask.ts';
import { later } from './later.ts';

type Shared = Int32Array | BigInt64Array;
type Woken = 'ok' | 'timed-out';
interface Waiter {
  wake(): void;
}
type AtomicsApi = {
  wait(view: Shared, index: number, value: number | bigint, timeoutMs?: number): string;
  waitAsync(view: Shared, index: number, value: number | bigint, timeoutMs?: number): object;
  notify(view: Shared, index: number, count?: number): number;
};

/** Who waits for one piece of memory, by the byte in it, in the order in which they came. */
interface Memory {
  buffer: ArrayBufferLike;
  places: Map<number, Waiter[]>;
}

/** By any of the buffers that show a piece of memory: what is sent to a thread is another buffer of the same. */
const memories = new WeakMap<ArrayBufferLike, Memory>();
/** Those of each host: another's can be none of them. */
const ofHost = new WeakMap<Host, Memory[]>();

function memoryOf(buffer: ArrayBufferLike): Memory {
  let memory = memories.get(buffer);
  if (!memory) {
    const all = ofHost.get(runtime.host!) ?? [];
    ofHost.set(runtime.host!, all);
    memory = all.find((one) => isSame(one.buffer, buffer));
    if (!memory) {
      memory = { buffer, places: new Map() };
      all.push(memory);
    }
    memories.set(buffer, memory);
  }
  return memory;
}

/** Whether what is written by one is read by the other. */
function isSame(one: ArrayBufferLike, other: ArrayBufferLike): boolean {
  if (one.byteLength !== other.byteLength || one.byteLength === 0) return false;
  const [a, b] = [new Uint8Array(one), new Uint8Array(other)];
  const was = a[0]!;
  const saw = b[0]!;
  a[0] = was ^ 0xff;
  const is = saw === was && b[0] === (was ^ 0xff);
  a[0] = was;
  return is;
}

function waitersAt(view: Shared, index: number): Waiter[] {
  const { places } = memoryOf(view.buffer);
  const byte = view.byteOffset + index * view.BYTES_PER_ELEMENT;
  const waiters = places.get(byte) ?? [];
  places.set(byte, waiters);
  return waiters;
}

export function installAtomics(): void {
  const api = Atomics as unknown as AtomicsApi;
  const { wait, waitAsync, notify } = api;

  api.wait = (view, index, value, timeoutMs = Number.POSITIVE_INFINITY) => {
    if (!runtime.host) return wait(view, index, value, timeoutMs);
    const isOver = wait(view, index, value, 0);
    if (isOver === 'timed-out' && timeoutMs === Number.POSITIVE_INFINITY)
      escaped(runtime.host, 'Atomics.wait without an end');
    return isOver;
  };

  api.waitAsync = (view, index, value, timeoutMs = Number.POSITIVE_INFINITY) => {
    if (!runtime.host) return waitAsync(view, index, value, timeoutMs);
    const now = wait(view, index, value, 0);
    if (now !== 'timed-out' || timeoutMs <= 0) return { async: false, value: now };
    const waiters = waitersAt(view, index);
    const context = contextHere();
    const promise = new Promise<Woken>((resolve) => {
      const giveUp = () => {
        waiters.splice(waiters.indexOf(waiter), 1);
        resolve('timed-out');
      };
      const timer = timeoutMs === Number.POSITIVE_INFINITY ? undefined : setTimeout(giveUp, timeoutMs);
      const waiter: Waiter = {
        // At once no more in time to give up; and woken as itself, since who notified may be over by then.
        wake() {
          clearTimeout(timer);
          runIn(context, () => later('atomics', 'notify', 0, () => resolve('ok')));
        },
      };
      waiters.push(waiter);
    });
    return { async: true, value: promise };
  };

  api.notify = (view, index, count = Number.POSITIVE_INFINITY) => {
    const woken = notify(view, index, count);
    if (!runtime.host) return woken;
    const woke = waitersAt(view, index).splice(0, count);
    for (const waiter of woke) waiter.wake();
    return woken + woke.length;
  };
}
