/** The timeline of `performance`: marks and measures, of which each process has its own. */
import perfHooks, { performance, } from 'node:perf_hooks';
import { runtime } from '../../world/runtime.js';
import { answerCalls, answerMethods, answerReads } from './ask.js';
import { observe, remember, SUPPORTED_TYPES, stopObserving, takeRecords, tell, } from './observers.js';
import { wrapConstructor } from './wrap.js';
const nowMs = ({ host }) => host?.monotonicMs() ?? 0;
/** What happened at the same time stays in order. */
const inOrder = (entries) => entries.toSorted((a, b) => a.startTime - b.startTime);
function drop(life, entryType, name) {
    life.timeline = life.timeline.filter((entry) => entry.entryType !== entryType || (name !== undefined && entry.name !== name));
}
function add(life, entry) {
    life.timeline.push(entry);
    tell(life, entry);
    return entry;
}
export function installTimeline() {
    const prototype = Object.getPrototypeOf(performance);
    const { mark: realMark, measure: realMeasure, clearMarks, clearMeasures } = prototype;
    const NAMED = { mark: clearMarks, measure: clearMeasures };
    /** Node makes the entry, of times that are given, and forgets it: only that is an entry whoever looks at it. */
    const made = (kind, make) => {
        const { host } = runtime;
        runtime.host = null;
        try {
            const entry = make();
            NAMED[kind].call(performance, entry.name);
            return entry;
        }
        finally {
            runtime.host = host;
        }
    };
    const at = (life, point, otherwiseMs) => {
        if (typeof point === 'number')
            return point;
        if (point === undefined)
            return otherwiseMs;
        const mark = life.timeline.findLast((entry) => entry.entryType === 'mark' && entry.name === point);
        if (mark)
            return mark.startTime;
        throw new DOMException(`The "${point}" performance mark has not been set`, 'SyntaxError');
    };
    answerCalls(prototype, {
        mark: (life, name, options = {}) => {
            const startTime = options?.startTime ?? nowMs(life);
            return add(life, made('mark', () => realMark.call(performance, name, { ...options, startTime })));
        },
        measure: (life, name, from, to) => {
            const given = typeof from === 'object' ? { ...from } : { start: from };
            given.end ??= to;
            const { duration, detail } = given;
            const end = given.end === undefined && duration !== undefined
                ? at(life, given.start, 0) + duration
                : at(life, given.end, nowMs(life));
            const start = given.start === undefined && duration !== undefined ? end - duration : at(life, given.start, 0);
            return add(life, made('measure', () => realMeasure.call(performance, name, { start, end, detail })));
        },
        clearMarks: (life, name) => drop(life, 'mark', name),
        clearMeasures: (life, name) => drop(life, 'measure', name),
        getEntries: ({ timeline }) => inOrder(timeline),
        getEntriesByName: ({ timeline }, name, type) => inOrder(timeline.filter((e) => e.name === name && (type === undefined || e.entryType === type))),
        getEntriesByType: ({ timeline }, type) => inOrder(timeline.filter((e) => e.entryType === type)),
    });
    for (const owner of [perfHooks, globalThis]) {
        wrapConstructor(owner, 'PerformanceObserver', (make, [callback, ...rest]) => {
            const observer = make([callback, ...rest]);
            remember(observer, callback);
            return observer;
        });
        wrapConstructor(owner, 'PerformanceMark', (make, [name, options]) => {
            const { host } = runtime;
            return make([name, host ? { startTime: host.monotonicMs(), ...options } : options]);
        });
    }
    answerReads(perfHooks.PerformanceObserver, { supportedEntryTypes: () => SUPPORTED_TYPES });
    answerMethods(perfHooks.PerformanceObserver.prototype, { observe, disconnect: stopObserving, takeRecords });
}
