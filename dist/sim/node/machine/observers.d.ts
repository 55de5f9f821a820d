/** `PerformanceObserver` of a host: it sees the marks and measures of its own process, and there is nothing else to see. */
import type { PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';
import type { Life } from './life.ts';
/** Of Node 20. */
export declare const SUPPORTED_TYPES: readonly string[];
interface Observing {
    readonly observer: PerformanceObserver;
    readonly types: Set<string>;
    pending: PerformanceEntry[];
}
export type Observers = Map<PerformanceObserver, Observing>;
/** What an observer calls back, which Node keeps from view. */
export type Callback = (list: object, observer: PerformanceObserver) => void;
export declare function remember(observer: PerformanceObserver, callback: Callback): void;
interface Wanted {
    entryTypes?: readonly string[];
    type?: string;
    buffered?: boolean;
}
export declare function observe(life: Life, observer: PerformanceObserver, { entryTypes, type, buffered }: Wanted): void;
export declare function stopObserving(life: Life, observer: PerformanceObserver): void;
export declare function takeRecords(life: Life, observer: PerformanceObserver): PerformanceEntry[];
export declare function tell(life: Life, entry: PerformanceEntry): void;
export {};
