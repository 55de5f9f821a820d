/**
 * Whatever can be asked is answered, forbidden, or left as it is for a reason that stands here. A Node that has something
 * new fails this test with its name.
 */
import '../install.ts';
import cluster from 'node:cluster';
import os from 'node:os';
import perfHooks, { performance } from 'node:perf_hooks';
import v8 from 'node:v8';
import workerThreads from 'node:worker_threads';
import { expect, test } from 'vitest';
import { known } from './ask.ts';

const prototypeOf = (value: object) => Object.getPrototypeOf(value) as object;
const { navigator, Temporal } = globalThis as { navigator?: object; Temporal?: { Now: object } };

/** By what they are asked of: names left, by why. */
const LEFT: [string, object | undefined, Record<string, string[]>][] = [
  [
    'os',
    os,
    {
      'tables of the kernel for which Node was built, which cannot be replaced': [
        'constants',
        'EOL',
        'devNull',
      ],
    },
  ],
  [
    'process',
    process,
    {
      'virtual time (clock.ts)': ['hrtime', 'uptime'],
      'of each host its own (env.ts)': ['env'],
      'answered member by member': ['features'],
      'of the event emitter that it is': ['_events', '_eventsCount', '_maxListeners', 'domain', 'emit'],
      'part of how code runs, and the same in all': [
        'nextTick',
        '_tickCallback',
        'emitWarning',
        'getBuiltinModule',
      ],
      'does nothing but keep the process alive, or print': [
        'ref',
        'unref',
        '_rawDebug',
        'openStdin',
        'assert',
      ],
      'how a process ends, which a run watches over (guard.ts)': ['_exiting', 'exitCode', '_fatalException'],
      'cannot be replaced: by which name Node was called': ['argv0'],
      'Node asks it for itself: of a process that another forked': [
        'channel',
        'connected',
        '_channel',
        '_disconnect',
        '_handleQueue',
        '_pendingMessage',
        '_send',
      ],
    },
  ],
  ['process.features', process.features, {}],
  [
    'perf_hooks',
    perfHooks,
    {
      'classes of entries (timeline.ts)': [
        'Performance',
        'PerformanceEntry',
        'PerformanceMark',
        'PerformanceMeasure',
        'PerformanceObserver',
        'PerformanceObserverEntryList',
        'PerformanceResourceTiming',
      ],
      'pure, but for recordDelta, which is answered': ['createHistogram', 'importHistogram'],
      'names by number': ['constants'],
      'answered by its prototype': ['performance'],
    },
  ],
  ['performance', performance, { 'virtual time (clock.ts)': ['now'] }],
  ['Performance', prototypeOf(performance), { 'replaced on the object (clock.ts)': ['now', 'constructor'] }],
  [
    'v8',
    v8,
    {
      'pure, of what they are given': [
        'DefaultDeserializer',
        'DefaultSerializer',
        'Deserializer',
        'Serializer',
        'deserialize',
        'isStringOneByteRepresentation',
        'serialize',
      ],
      'answered by its prototype': ['GCProfiler'],
      'of code that Node starts from, or that watches its own promises': ['startupSnapshot', 'promiseHooks'],
    },
  ],
  [
    'navigator',
    navigator && prototypeOf(navigator),
    { 'its class': ['constructor'], 'answered by its prototype': ['locks'] },
  ],
  [
    'worker_threads',
    workerThreads,
    {
      'classes and tools of threads, which a host cannot start': [
        'BroadcastChannel',
        'MessageChannel',
        'MessagePort',
        'SHARE_ENV',
        'Worker',
        'getEnvironmentData',
        'isMarkedAsUntransferable',
        'locks',
        'markAsUncloneable',
        'markAsUntransferable',
        'moveMessagePortToContext',
        'postMessageToThread',
        'receiveMessageOnPort',
        'setEnvironmentData',
      ],
    },
  ],
  [
    'cluster',
    cluster,
    {
      'of the event emitter that it is': ['_events', '_eventsCount', '_maxListeners'],
      'nothing, where no worker can be forked': [
        'SCHED_NONE',
        'SCHED_RR',
        'Worker',
        'disconnect',
        'schedulingPolicy',
        'settings',
        'workers',
      ],
    },
  ],
  ['Temporal.Now', Temporal?.Now, {}],
];

test.each(LEFT.filter(([, owner]) => owner !== undefined))(
  'each member of %s is known',
  (_name, owner, left) => {
    const reasons = new Set(Object.values(left).flat());
    const names = Object.getOwnPropertyNames(owner);
    expect(names.filter((name) => !known.get(owner!)?.has(name) && !reasons.has(name))).toEqual([]);
  },
);

test('each reason is of something that is not answered', () => {
  for (const [of, owner, left] of LEFT)
    for (const name of Object.values(left).flat())
      expect(owner && known.get(owner)?.has(name) ? `${of}.${name}` : '').toBe('');
});
