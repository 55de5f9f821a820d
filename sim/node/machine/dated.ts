/** Objects that keep the time at which they were made, by a clock that nothing can replace. */
import buffer from 'node:buffer';
import { runtime } from '../../world/runtime.ts';
import { wrapConstructor } from './wrap.ts';

export function installDated(): void {
  const times = new WeakMap<object, number>();
  const { get } = Object.getOwnPropertyDescriptor(Event.prototype, 'timeStamp')!;
  Object.defineProperty(Event.prototype, 'timeStamp', {
    configurable: true,
    enumerable: true,
    get(this: Event) {
      const { host } = runtime;
      if (!host) return get!.call(this);
      if (!times.has(this)) times.set(this, host.monotonicMs());
      return times.get(this);
    },
  });
  for (const owner of [buffer, globalThis])
    wrapConstructor(owner, 'File', (make, [bits, name, options]) =>
      make([bits, name, runtime.host ? { lastModified: Date.now(), ...(options as object) } : options]),
    );
}
