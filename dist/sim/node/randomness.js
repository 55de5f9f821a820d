/** Randomness of simulated code comes from streams of its host. */
import crypto from 'node:crypto';
import { fillBytes } from '../world/random.js';
import { runtime } from '../world/runtime.js';
const real = {
    random: Math.random,
    randomBytes: crypto.randomBytes,
    randomUUID: crypto.randomUUID,
    randomInt: crypto.randomInt,
    randomFillSync: crypto.randomFillSync,
    getRandomValues: crypto.webcrypto.getRandomValues,
};
function virtualBytes(size) {
    const bytes = Buffer.alloc(size);
    fillBytes(runtime.host.entropy, bytes);
    return bytes;
}
function uuid() {
    const b = virtualBytes(16);
    b[6] = (b[6] & 0x0f) | 0x40;
    b[8] = (b[8] & 0x3f) | 0x80;
    const hex = b.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
function bytesOf(view) {
    return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
export function installRandomness() {
    Math.random = () => (runtime.host ? runtime.host.random() : real.random());
    const randomBytes = (size, callback) => {
        if (!runtime.host)
            return callback ? real.randomBytes(size, callback) : real.randomBytes(size);
        const bytes = virtualBytes(size);
        if (!callback)
            return bytes;
        process.nextTick(callback, null, bytes);
        return undefined;
    };
    const randomFillSync = (view, ...rest) => {
        if (!runtime.host)
            return real.randomFillSync(view, ...rest);
        const [offset = 0, size = view.byteLength - offset] = rest;
        fillBytes(runtime.host.entropy, bytesOf(view).subarray(offset, offset + size));
        return view;
    };
    const randomInt = (...args) => {
        if (!runtime.host)
            return real.randomInt(...args);
        const callback = typeof args.at(-1) === 'function' ? args.pop() : undefined;
        const [min, max] = args.length === 1 ? [0, args[0]] : args;
        const value = min + Math.floor(runtime.host.entropy() * (max - min));
        if (!callback)
            return value;
        process.nextTick(callback, null, value);
        return undefined;
    };
    const randomUUID = (options) => runtime.host ? uuid() : real.randomUUID(options);
    const getRandomValues = (view) => {
        if (!runtime.host)
            return real.getRandomValues.call(crypto.webcrypto, view);
        fillBytes(runtime.host.entropy, bytesOf(view));
        return view;
    };
    Object.assign(crypto, { randomBytes, randomFillSync, randomInt, randomUUID });
    // `crypto.getRandomValues` reads from here at each use.
    const web = crypto.webcrypto;
    web.getRandomValues = getRandomValues;
    web.randomUUID = () => (runtime.host ? uuid() : real.randomUUID());
}
