/** A scenario whose services are entry files: each instance a process, alone with its modules, killed and restarted. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fault, fc } from '../../groundhog/index.ts';
import type { LogLine } from '../../harness/invariants/index.ts';
import { loadScenario, ScenarioError } from '../../harness/scenario/load.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import type { TraceLine } from '../world/trace.ts';

const { drawPlan, simulator } = await import('../engine.ts');
const { faultsOf } = await import('../faults/index.ts');
const notes = await loadScenario('sim/system/testing/notes/scenario.ts');
const simulate = await simulator(notes);

/** Crashes in the midst of the requests. */
function planned(seed: number, crashes: Record<string, unknown>[]) {
  const plan = drawPlan(notes.scenario, seed, { faults: [], size: 40 });
  const atMs = plan.requests[plan.requests.length >> 1]!.atMs;
  return {
    ...plan,
    topology: { ...plan.topology, instances: { api: 2 }, members: 3 },
    faults: crashes.map((params) => ({ kind: 'crash', atMs, durationMs: 0, params })),
  };
}

test('processes that are killed and restarted give the same history each time, drained either way', async () => {
  const plan = planned(4, [
    { host: 'api-1', peersSeeReset: true },
    { host: 'api-2', peersSeeReset: false },
  ]);
  const logs: string[] = [];
  const once = await simulate(plan, { onLog: ({ line }) => logs.push(line) });
  expect(once).toMatchObject({ verdict: 'passed', injected: { crash: 2 } });
  const { traceHash, historyHash } = once;
  await simulate(planned(5, []));
  expect(await simulate(plan)).toMatchObject({ traceHash, historyHash });
  expect(await simulate(plan, { drain: 'immediate' })).toMatchObject({ traceHash, historyHash });
  // A life begins to count anew, and knows its own name.
  const counts = logs.filter((line) => line.includes('is the 1th of'));
  expect(counts.length).toBeGreaterThan(2);
  expect(new Set(counts.map((line) => line.split(' ').at(-1)!.trim()))).toEqual(new Set(['api-1', 'api-2']));
});

test('where a database has users, services and the set-up come as the first of them', async () => {
  const users = [{ user: 'notes', password: 'pa:ss/word', roles: ['root'] }];
  const scenario = { ...notes.scenario, database: { users } };
  const plan = planned(4, [{ host: 'mongo-1', peersSeeReset: true }]);
  expect(await (await simulator({ ...notes, scenario }))(plan)).toMatchObject({ verdict: 'passed' });
});

test('the database may be set up again while services run, by what is killed and runs once more', async () => {
  const { setup = async () => {}, ...others } = notes.scenario;
  let begun = 0;
  let done = 0;
  const again = fault({
    ...{ kind: 'again', says: 'it is set up again', durationMs: [0, 80], describe: () => '' },
    draw: () => fc.constant({}),
    inject(_params, { setUpAgain }) {
      setUpAgain();
      return setUpAgain;
    },
  });
  const scenario: Scenario = {
    ...others,
    faults: [again],
    async setup(...of) {
      begun++;
      await setup(...of);
      await new Promise((resolve) => setTimeout(resolve, 100));
      done++;
    },
  };
  const plan = planned(4, []);
  const atMs = plan.requests[plan.requests.length >> 1]!.atMs;
  const faults = [{ kind: 'again', atMs, durationMs: 80, params: {} }];
  const result = await (await simulator({ ...notes, scenario }))({ ...plan, faults });
  expect(result).toMatchObject({ verdict: 'passed', injected: { again: 1 } });
  // The second is killed half way.
  expect({ begun, done }).toEqual({ begun: 3, done: 2 });
});

test('the power is cut while all starts: what sets the database up begins again, and services wait for it', async () => {
  const { setup = async () => {}, ...others } = notes.scenario;
  const set: string[] = [];
  const scenario: Scenario = {
    ...others,
    async setup(...of) {
      set.push('begun');
      await setup(...of);
      await new Promise((resolve) => setTimeout(resolve, 300));
      set.push('done');
    },
  };
  const cutAt = (...moments: number[]) =>
    moments.map((atMs) => ({ kind: 'power-cut', atMs, durationMs: 0, params: {} }));
  const plan = { ...planned(4, []), warmUpMs: 30_000 };
  const run = await simulator({ ...notes, scenario });
  expect(await run({ ...plan, faults: cutAt(-29_400) })).toMatchObject({
    ...{ verdict: 'passed', injected: { 'power-cut': 1 } },
  });
  expect(set).toEqual(['begun', 'begun', 'done']);
  // One that is done is not begun again.
  set.length = 0;
  const atMs = plan.requests[plan.requests.length >> 1]!.atMs;
  expect(await run({ ...plan, faults: cutAt(-25_000, atMs) })).toMatchObject({ verdict: 'passed' });
  expect(set).toEqual(['begun', 'done']);
});

test('a rolling deploy brings the version to come, instance by instance, and the next one what was there before', async () => {
  const { api } = notes.scenario.services;
  const next = 'sim/system/testing/notes/api-next.ts';
  const scenario = { ...notes.scenario, services: { api: { ...api!, next } } };
  const run = await simulator({ ...notes, scenario });
  const deploy = (atMs: number) => ({
    ...{ kind: 'rolling-deploy', atMs, durationMs: 5000 },
    params: { hosts: ['api-1', 'api-2'], graceMs: 500 },
  });
  const plan = planned(4, []);
  const requests = plan.requests.map((request, i) => ({ ...request, atMs: i * 400 }));
  const signed = new Map<string, string[]>([
    ['api-1', []],
    ['api-2', []],
  ]);
  const onLog = ({ process, line }: LogLine) => {
    const [, name] = / of (.*)$/.exec(line.trim()) ?? [];
    const all = signed.get(process)!;
    if (name !== undefined && all.at(-1) !== name) all.push(name);
  };
  const faults = [deploy(4000), deploy(10_000)];
  expect(await run({ ...plan, requests, chaosMs: 16_000, faults }, { onLog })).toMatchObject({
    verdict: 'passed',
  });
  expect([...signed.values()]).toEqual([
    ['api-1', 'api-1 to come', 'api-1'],
    ['api-2', 'api-2 to come', 'api-2'],
  ]);
});

test('a watchdog kills who stands still, starts none that is well, and goes when it is sent away', async () => {
  const { api } = notes.scenario.services;
  const scenario = { ...notes.scenario, services: { api: { ...api!, health: '/health' } } };
  const run = await simulator({ ...notes, scenario });
  const watch = {
    kind: 'watchdog',
    atMs: 0,
    durationMs: 8000,
    params: { everyMs: 500, withinMs: 300, misses: 2 },
  };
  const pause = (atMs: number) => ({ kind: 'pause', atMs, durationMs: 4000, params: { host: 'api-2' } });
  const plan = { ...planned(4, []), chaosMs: 20_000 };
  const exits = async (faults: (typeof plan)['faults']) => {
    const seen: [string, string, number][] = [];
    const onTrace = ({ host, kind, detail, timeUs }: TraceLine) => {
      if (kind === 'exit') seen.push([host, detail, Math.round(timeUs / 1e6)]);
    };
    expect(await run({ ...plan, faults }, { onTrace })).toMatchObject({ verdict: 'passed' });
    return seen;
  };
  expect(await exits([watch])).toEqual([]);
  expect(await exits([watch, pause(2000)])).toEqual([['api-2', 'SIGKILL', 3]]);
  // It is no longer there.
  expect(await exits([watch, pause(10_000)])).toEqual([]);
  // Without the path by which it could ask, there is no such fault.
  expect(faultsOf(notes.scenario).map(({ kind }) => kind)).not.toContain('watchdog');
  expect(faultsOf(scenario).map(({ kind }) => kind)).toContain('watchdog');
});

test('who is down when all else is at rest is waited for', async () => {
  const rest = () => ({ onChange() {}, isAtRest: true, open: () => [] });
  const run = await simulator({ ...notes, scenario: { ...notes.scenario, rest } });
  const plan = planned(4, [{ host: 'api-1', peersSeeReset: true }]);
  const chaosMs = plan.chaosMs + 20_000;
  const faults = plan.faults.map((fault) => ({ ...fault, atMs: chaosMs - 1 }));
  const seen: string[] = [];
  const onTrace = ({ host, kind, detail }: TraceLine) => {
    if (host === 'api-1' && (kind === 'crash' || kind === 'start')) seen.push(kind);
    if (kind === 'phase') seen.push(detail);
  };
  expect(await run({ ...plan, chaosMs, faults }, { onTrace })).toMatchObject({ verdict: 'passed' });
  expect(seen).toEqual(['start', 'chaos', 'crash', 'heal', 'start', 'rest']);
});

test('a process that never listens is told as one that did not start', async () => {
  const { api } = notes.scenario.services;
  const deaf = { ...api!, env: () => ({ ...api!.env({} as never), MONGO_URL: 'mongodb://nobody:1/' }) };
  const run = await simulator({ ...notes, scenario: { ...notes.scenario, services: { api: deaf } } });
  expect(await run(planned(1, []))).toMatchObject({
    verdict: 'stuck',
    reason: expect.stringMatching(/^it did not start in 2000 ms.*api-1, api-2$/),
  });
});

test('an entry that cannot be read is told with its line', async () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'unreadable-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  writeFileSync(path.join(root, 'api.js'), 'let a = 1;\nlet b = ;\n');
  const services = { api: { ...notes.scenario.services.api!, entry: 'api.js' } };
  await expect(simulator({ root, scenario: { ...notes.scenario, services } })).rejects.toThrow(
    new ScenarioError('service api cannot be read: Unexpected ";" (api.js:2)'),
  );
});

test.each([
  [
    "console.error('no such database');\nprocess.exit(7);",
    'ended with exit code 7 (it wrote: no such database)',
  ],
  ['process.env.NONE.length;', "ended: Cannot read properties of undefined (reading 'length')"],
  ["setImmediate(() => { throw new Error('too late') });\nawait new Promise(() => {});", 'ended: too late'],
])('a process that dies as it starts is told with what it died of: %s', async (code, cause) => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'dying-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  writeFileSync(path.join(root, 'api.mjs'), code);
  const services = { api: { ...notes.scenario.services.api!, entry: 'api.mjs' } };
  const run = await simulator({ root, scenario: { ...notes.scenario, services, invariants: [] } });
  const { verdict, reason } = await run(planned(1, []));
  expect(verdict).toBe('stuck');
  expect(reason.split('\n').slice(1)).toEqual([`api-1, api-2 ${cause}`]);
});
