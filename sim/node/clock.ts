/** Clocks of simulated code: the host's wall clock (set wrong and drifting, if a fault says so) and its monotonic one. */
import { performance } from 'node:perf_hooks';
import { runtime } from '../world/runtime.ts';

const RealDate = globalThis.Date;
const realNow = RealDate.now;
const realPerformanceNow = performance.now.bind(performance);
const realHrtime = process.hrtime;
const realHrtimeBigint = process.hrtime.bigint;
const realUptime = process.uptime;

function wallNow(): number {
  return runtime.host ? Math.floor(runtime.host.wallMs()) : realNow();
}

class VirtualDate extends RealDate {
  constructor(...args: [] | [number | string | Date]) {
    if (args.length === 0) super(wallNow());
    else super(...args);
  }
  static override now(): number {
    return wallNow();
  }
  /** Dates made by Node's own modules are dates too. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return RealDate[Symbol.hasInstance]!.call(RealDate, value);
  }
}

/** `Date()` called without `new` gives a string, which no class can do. */
const DateFunction = new Proxy(VirtualDate, {
  apply: () => new VirtualDate().toString(),
});

export function installClock(): void {
  VirtualDate.prototype.constructor = DateFunction;
  globalThis.Date = DateFunction as unknown as DateConstructor;
  performance.now = () => (runtime.host ? runtime.host.monotonicMs() : realPerformanceNow());

  const hrtime = ((previous?: [number, number]): [number, number] => {
    const { host } = runtime;
    if (!host) return realHrtime(previous);
    const ns = Math.round(host.monotonicMs() * 1e6);
    const [s, n] = [Math.floor(ns / 1e9), ns % 1e9];
    if (!previous) return [s, n];
    const borrow = n < previous[1] ? 1 : 0;
    return [s - previous[0] - borrow, n - previous[1] + borrow * 1e9];
  }) as NodeJS.HRTime;
  hrtime.bigint = () =>
    runtime.host ? BigInt(Math.round(runtime.host.monotonicMs() * 1e6)) : realHrtimeBigint();
  process.hrtime = hrtime;
  process.uptime = () => {
    const { host } = runtime;
    return host ? (host.world.nowUs - host.startedUs) / 1e6 : realUptime();
  };
}
