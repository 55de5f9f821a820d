/**
 * `performance` and `node:perf_hooks`, but for `now` (`../clock.js`) and the timeline (`timeline.ts`).
 *
 * No time passes while code runs, and nothing is collected as garbage: the event loop is always idle, and its delay nil.
 */
import perfHooks, { performance } from 'node:perf_hooks';
import { answerCalls, answerMethods, answerReads, forbid } from './ask.js';
const monotonicMs = ({ host }) => host?.monotonicMs() ?? 0;
const originMs = ({ host }) => host?.originMs ?? 0;
function eventLoopUtilization(life, now, before) {
    const idleMs = now && before ? now.idle - before.idle : life.processUs / 1000 - (now?.idle ?? 0);
    return { idle: idleMs, active: 0, utilization: 0 };
}
const nodeTiming = (life) => ({
    name: 'node',
    entryType: 'node',
    startTime: 0,
    duration: monotonicMs(life),
    nodeStart: 0,
    v8Start: 0,
    environment: 0,
    bootstrapComplete: 0,
    loopStart: 0,
    loopExit: -1,
    idleTime: life.processUs / 1000,
    uvMetricsInfo: { loopCount: 0, events: 0, eventsWaiting: 0 },
});
export function installPerformance() {
    const prototype = Object.getPrototypeOf(performance);
    answerReads(prototype, {
        timeOrigin: originMs,
        nodeTiming,
        onresourcetimingbufferfull: () => null,
    });
    answerCalls(prototype, {
        clearResourceTimings: () => undefined,
        setResourceTimingBufferSize: () => undefined,
        markResourceTiming: () => undefined,
        eventLoopUtilization,
        toJSON: (life) => ({
            nodeTiming: nodeTiming(life),
            timeOrigin: originMs(life),
            eventLoopUtilization: eventLoopUtilization(life),
        }),
    });
    forbid(prototype, 'performance', ['timerify']);
    answerCalls(perfHooks, {
        eventLoopUtilization,
        monitorEventLoopDelay: () => Object.assign(perfHooks.createHistogram(), { enable: () => true, disable: () => true }),
    });
    // A window that slides does so by a clock that nothing can replace.
    forbid(perfHooks, 'perf_hooks', ['timerify', 'createSlidingWindowHistogram']);
    // A histogram's own measure of the time between two calls.
    const histogram = Object.getPrototypeOf(perfHooks.createHistogram());
    const lastMs = new WeakMap();
    answerMethods(histogram, {
        recordDelta: (life, self) => {
            const nowMs = monotonicMs(life);
            const beforeMs = lastMs.get(self);
            lastMs.set(self, nowMs);
            if (beforeMs !== undefined)
                self.record(Math.max(1, Math.round((nowMs - beforeMs) * 1e6)));
        },
    });
}
