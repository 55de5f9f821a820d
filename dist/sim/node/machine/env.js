/**
 * `process.env`: one object that shows each process its own, so that it stays the same object for whoever kept it, and
 * for `import { env } from 'node:process'`.
 */
import { runtime } from '../../world/runtime.js';
import { asker, escaped } from './ask.js';
import { ZONE } from './facts.js';
export function installEnv() {
    const real = process.env;
    const current = () => asker()?.env ?? real;
    const env = new Proxy({}, {
        get: (_target, key) => Reflect.get(current(), key),
        has: (_target, key) => Reflect.has(current(), key),
        deleteProperty: (_target, key) => Reflect.deleteProperty(current(), key),
        ownKeys: () => Reflect.ownKeys(current()),
        getOwnPropertyDescriptor: (_target, key) => Reflect.getOwnPropertyDescriptor(current(), key),
        defineProperty: (_target, key, descriptor) => Reflect.defineProperty(current(), key, descriptor),
        set(_target, key, value) {
            const life = asker();
            if (!life)
                return Reflect.set(real, key, value);
            // Node would change the zone of every date; hosts live in one.
            if (key === 'TZ' && String(value) !== ZONE && runtime.host)
                escaped(runtime.host, 'process.env.TZ');
            return Reflect.set(life.env, key, String(value));
        },
    });
    Object.defineProperty(process, 'env', { value: env, writable: true, enumerable: true, configurable: true });
}
