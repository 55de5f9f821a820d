/** Clocks of simulated code: the host's wall clock (set wrong and drifting, if a fault says so) and its monotonic one. */
import { performance } from 'node:perf_hooks';
import { runtime } from '../world/runtime.js';
const RealDate = globalThis.Date;
const realNow = RealDate.now;
const realPerformanceNow = performance.now.bind(performance);
const realHrtime = process.hrtime;
const realHrtimeBigint = process.hrtime.bigint;
const realUptime = process.uptime;
function wallNow() {
    return runtime.host ? Math.floor(runtime.host.wallMs()) : realNow();
}
/**
 * Shares its prototype with Node's own, so that a date is a date whoever made it. A plain function and no class: called
 * without `new` it gives a string.
 */
function VirtualDate(...args) {
    if (!new.target)
        return new RealDate(wallNow()).toString();
    const given = args.length === 0 ? [wallNow()] : args;
    // The common case by itself: it is much faster than going through Reflect.
    if (new.target === VirtualDate)
        return new RealDate(...given);
    return Reflect.construct(RealDate, given, new.target);
}
Object.assign(VirtualDate, { now: wallNow, parse: RealDate.parse, UTC: RealDate.UTC });
Object.defineProperty(VirtualDate, 'prototype', { value: RealDate.prototype, writable: false });
Object.defineProperty(VirtualDate, 'name', { value: 'Date' });
Object.defineProperty(VirtualDate, 'length', { value: 7 });
export function installClock() {
    RealDate.prototype.constructor = VirtualDate;
    globalThis.Date = VirtualDate;
    performance.now = () => (runtime.host ? runtime.host.monotonicMs() : realPerformanceNow());
    const hrtime = ((previous) => {
        const { host } = runtime;
        if (!host)
            return realHrtime(previous);
        const ns = Math.round(host.monotonicMs() * 1e6);
        const [s, n] = [Math.floor(ns / 1e9), ns % 1e9];
        if (!previous)
            return [s, n];
        const borrow = n < previous[1] ? 1 : 0;
        return [s - previous[0] - borrow, n - previous[1] + borrow * 1e9];
    });
    hrtime.bigint = () => runtime.host ? BigInt(Math.round(runtime.host.monotonicMs() * 1e6)) : realHrtimeBigint();
    process.hrtime = hrtime;
    process.uptime = () => {
        const { host } = runtime;
        return host ? (host.world.nowUs - host.startedUs) / 1e6 : realUptime();
    };
}
