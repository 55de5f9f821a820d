/**
 * The global object of one process. What libraries put on it is theirs alone; what they read through it and do not
 * own is Node's. `fetch` and its kin come from an undici of the process's own, with its own pools, when first used.
 */
import { Console } from 'node:console';
import { runInNewContext } from 'node:vm';
import type { VirtualProcess } from './process.ts';

/** What `fetch` is made of: names of undici's that Node makes global. */
const WEB = ['fetch', 'Headers', 'Request', 'Response', 'FormData', 'WebSocket', 'EventSource'];
WEB.push('CloseEvent', 'MessageEvent');

/** When memory is collected is no seed's to decide: here it never is, as far as a program can see. */
class StrongRef<T extends object> {
  readonly #target: T;
  constructor(target: T) {
    this.#target = target;
  }
  deref(): T {
    return this.#target;
  }
}
Object.defineProperty(StrongRef, 'name', { value: 'WeakRef' });

class NeverFinalized {
  register(): void {}
  unregister(): boolean {
    return false;
  }
}
Object.defineProperty(NeverFinalized, 'name', { value: 'FinalizationRegistry' });

/** What Node adds to the language. Of what else the simulator's own libraries have made global a program sees nothing. */
const NODE =
  `AbortController AbortSignal Blob BroadcastChannel Buffer ByteLengthQueuingStrategy CompressionStream
  CountQueuingStrategy Crypto CryptoKey CustomEvent DOMException DecompressionStream ErrorEvent Event EventTarget File
  MessageChannel MessagePort Performance PerformanceEntry PerformanceMark PerformanceMeasure PerformanceObserver
  PerformanceObserverEntryList PerformanceResourceTiming ReadableByteStreamController ReadableStream
  ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableStreamDefaultController ReadableStreamDefaultReader
  SubtleCrypto TextDecoder TextDecoderStream TextEncoder TextEncoderStream TransformStream
  TransformStreamDefaultController URL URLSearchParams WritableStream WritableStreamDefaultController
  WritableStreamDefaultWriter atob btoa clearImmediate clearInterval clearTimeout crypto performance queueMicrotask
  setImmediate setInterval setTimeout structuredClone`.split(/\s+/);

let standard: object | undefined;

/** The standard globals. Getters among them insist on the real global object. */
function standardGlobals(): object {
  if (standard) return standard;
  standard = {};
  const real = globalThis as Record<string, unknown>;
  const language = runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[];
  for (const name of [...language, ...NODE]) {
    const found = Object.getOwnPropertyDescriptor(real, name);
    if (!found) continue;
    const getter: PropertyDescriptor = {
      get: () => real[name],
      set(this: object, value: unknown) {
        Object.defineProperty(this, name, { value, writable: true, configurable: true });
      },
    };
    Object.defineProperty(standard, name, 'value' in found ? { ...found, writable: true } : getter);
  }
  return standard;
}

export function makeGlobals(
  { object, stdout, stderr }: Pick<VirtualProcess, 'object' | 'stdout' | 'stderr'>,
  web: () => Record<string, unknown>,
): Record<string, unknown> {
  const own: Record<string, unknown> = Object.create(standardGlobals());
  const hidden = (name: string, value: unknown) =>
    Object.defineProperty(own, name, { value, writable: true, configurable: true });
  hidden('globalThis', own);
  hidden('global', own);
  hidden('process', object);
  hidden('console', new Console({ stdout, stderr, colorMode: false }));
  hidden('Reflect', Object.defineProperties({}, Object.getOwnPropertyDescriptors(Reflect)));
  hidden('WeakRef', StrongRef);
  hidden('FinalizationRegistry', NeverFinalized);
  for (const name of WEB) {
    Object.defineProperty(own, name, {
      get: () => web()[name],
      set: (value) => hidden(name, value),
      configurable: true,
    });
  }
  return own;
}
