/** The timeline of `performance`: marks and measures, of which each process has its own. */
import perfHooks, {
  type MarkOptions,
  type PerformanceEntry,
  type PerformanceObserver,
  performance,
} from 'node:perf_hooks';
import { runtime } from '../../world/runtime.ts';
import { answerCalls, answerMethods, answerReads } from './ask.ts';
import type { Life } from './life.ts';
import {
  type Callback,
  observe,
  remember,
  SUPPORTED_TYPES,
  stopObserving,
  takeRecords,
  tell,
} from './observers.ts';
import { wrapConstructor } from './wrap.ts';

const nowMs = ({ host }: Life): number => host?.monotonicMs() ?? 0;

/** What happened at the same time stays in order. */
const inOrder = (entries: readonly PerformanceEntry[]) =>
  entries.toSorted((a, b) => a.startTime - b.startTime);

function drop(life: Life, entryType: string, name?: string): void {
  life.timeline = life.timeline.filter(
    (entry) => entry.entryType !== entryType || (name !== undefined && entry.name !== name),
  );
}

function add<T extends PerformanceEntry>(life: Life, entry: T): T {
  life.timeline.push(entry);
  tell(life, entry);
  return entry;
}

type Point = string | number | undefined;
interface MeasureOptions {
  start?: Point;
  end?: Point;
  duration?: number;
  detail?: unknown;
}

export function installTimeline(): void {
  const prototype = Object.getPrototypeOf(performance) as typeof performance;
  const { mark: realMark, measure: realMeasure, clearMarks, clearMeasures } = prototype;
  const NAMED = { mark: clearMarks, measure: clearMeasures };
  /** Node makes the entry, of times that are given, and forgets it: only that is an entry whoever looks at it. */
  const made = <T extends PerformanceEntry>(kind: keyof typeof NAMED, make: () => T): T => {
    const { host } = runtime;
    runtime.host = null;
    try {
      const entry = make();
      NAMED[kind].call(performance, entry.name);
      return entry;
    } finally {
      runtime.host = host;
    }
  };

  const at = (life: Life, point: Point, otherwiseMs: number): number => {
    if (typeof point === 'number') return point;
    if (point === undefined) return otherwiseMs;
    const mark = life.timeline.findLast((entry) => entry.entryType === 'mark' && entry.name === point);
    if (mark) return mark.startTime;
    throw new DOMException(`The "${point}" performance mark has not been set`, 'SyntaxError');
  };

  answerCalls(prototype, {
    mark: (life, name: string, options: MarkOptions = {}) => {
      const startTime = options?.startTime ?? nowMs(life);
      return add(
        life,
        made('mark', () => realMark.call(performance, name, { ...options, startTime })),
      );
    },
    measure: (life, name: string, from?: string | MeasureOptions, to?: string) => {
      const given: MeasureOptions = typeof from === 'object' ? { ...from } : { start: from };
      given.end ??= to;
      const { duration, detail } = given;
      const end =
        given.end === undefined && duration !== undefined
          ? at(life, given.start, 0) + duration
          : at(life, given.end, nowMs(life));
      const start =
        given.start === undefined && duration !== undefined ? end - duration : at(life, given.start, 0);
      return add(
        life,
        made('measure', () => realMeasure.call(performance, name, { start, end, detail })),
      );
    },
    clearMarks: (life, name?: string) => drop(life, 'mark', name),
    clearMeasures: (life, name?: string) => drop(life, 'measure', name),
    getEntries: ({ timeline }) => inOrder(timeline),
    getEntriesByName: ({ timeline }, name: string, type?: string) =>
      inOrder(timeline.filter((e) => e.name === name && (type === undefined || e.entryType === type))),
    getEntriesByType: ({ timeline }, type: string) => inOrder(timeline.filter((e) => e.entryType === type)),
  });

  for (const owner of [perfHooks, globalThis]) {
    wrapConstructor(owner, 'PerformanceObserver', (make, [callback, ...rest]) => {
      const observer = make([callback, ...rest]);
      remember(observer as PerformanceObserver, callback as Callback);
      return observer;
    });
    wrapConstructor(owner, 'PerformanceMark', (make, [name, options]) => {
      const { host } = runtime;
      return make([name, host ? { startTime: host.monotonicMs(), ...(options as object) } : options]);
    });
  }
  answerReads(perfHooks.PerformanceObserver, { supportedEntryTypes: () => SUPPORTED_TYPES });
  answerMethods(perfHooks.PerformanceObserver.prototype, { observe, disconnect: stopObserving, takeRecords });
}
