/** For tests of what is made of results: a run of a world that is made up, which came to this. */
import type { RunResult } from '../result.ts';

export const resultWith = (more: Partial<RunResult>): RunResult => ({
  ...{ seed: 1, verdict: 'passed', reason: '', traceHash: 'a', historyHash: 'b' },
  ...{ virtualMs: 5000, endMs: 3000, restedMs: null, wallMs: 1, events: 1 },
  ...{ counts: {}, violations: [], injected: {}, ended: {}, reached: [] },
  traffic: { mongoMessages: 0, mongoBytes: 0, httpMessages: 0, httpBytes: 0 },
  ...more,
});
