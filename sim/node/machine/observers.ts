/** `PerformanceObserver` of a host: it sees the marks and measures of its own process, and there is nothing else to see. */
import type { PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';

/** Of Node 20. */
export const SUPPORTED_TYPES = Object.freeze([
  'function',
  'gc',
  'dns',
  'http',
  'http2',
  'mark',
  'measure',
  'net',
  'resource',
]);

interface Observing {
  readonly observer: PerformanceObserver;
  readonly types: Set<string>;
  pending: PerformanceEntry[];
}
export type Observers = Map<PerformanceObserver, Observing>;

/** Of a process, what observers are about. */
interface Observed {
  readonly observers: Observers;
  readonly timeline: readonly PerformanceEntry[];
}

/** What an observer calls back, which Node keeps from view. */
export type Callback = (list: object, observer: PerformanceObserver) => void;
const callbacks = new WeakMap<PerformanceObserver, Callback>();

export function remember(observer: PerformanceObserver, callback: Callback): void {
  callbacks.set(observer, callback);
}

interface Wanted {
  entryTypes?: readonly string[];
  type?: string;
  buffered?: boolean;
}

export function observe(
  life: Observed,
  observer: PerformanceObserver,
  { entryTypes, type, buffered }: Wanted,
): void {
  let observing = life.observers.get(observer);
  if (!observing || entryTypes) {
    observing = { observer, types: new Set(entryTypes), pending: [] };
    life.observers.set(observer, observing);
  }
  if (type !== undefined) observing.types.add(type);
  if (buffered && type !== undefined)
    for (const entry of life.timeline) if (entry.entryType === type) deliver(observing, entry);
}

export function stopObserving(life: Observed, observer: PerformanceObserver): void {
  life.observers.delete(observer);
}

export function takeRecords(life: Observed, observer: PerformanceObserver): PerformanceEntry[] {
  return life.observers.get(observer)?.pending.splice(0) ?? [];
}

export function tell(life: Observed, entry: PerformanceEntry): void {
  for (const observing of life.observers.values())
    if (observing.types.has(entry.entryType)) deliver(observing, entry);
}

function deliver(observing: Observing, entry: PerformanceEntry): void {
  observing.pending.push(entry);
  if (observing.pending.length > 1) return;
  setImmediate(() => {
    const entries = observing.pending.splice(0);
    if (entries.length > 0) callbacks.get(observing.observer)?.(listOf(entries), observing.observer);
  });
}

function listOf(entries: readonly PerformanceEntry[]): object {
  return {
    getEntries: () => [...entries],
    getEntriesByName: (name: string, type?: string) =>
      entries.filter((e) => e.name === name && (type === undefined || e.entryType === type)),
    getEntriesByType: (type: string) => entries.filter((e) => e.entryType === type),
  };
}
