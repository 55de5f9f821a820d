/** Objects that keep the time at which they were made, by a clock that nothing can replace. */
import buffer from 'node:buffer';
import { runtime } from '../../world/runtime.js';
import { wrapConstructor } from './wrap.js';
export function installDated() {
    const times = new WeakMap();
    const { get } = Object.getOwnPropertyDescriptor(Event.prototype, 'timeStamp');
    Object.defineProperty(Event.prototype, 'timeStamp', {
        configurable: true,
        enumerable: true,
        get() {
            const { host } = runtime;
            if (!host)
                return get.call(this);
            if (!times.has(this))
                times.set(this, host.monotonicMs());
            return times.get(this);
        },
    });
    for (const owner of [buffer, globalThis])
        wrapConstructor(owner, 'File', (make, [bits, name, options]) => make([bits, name, runtime.host ? { lastModified: Date.now(), ...options } : options]));
}
