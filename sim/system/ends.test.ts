/** How processes end: asked to, by an error, by themselves; and that they are started again. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PlannedFault } from '../plan/plan.ts';
import type { TraceLine } from '../world/trace.ts';
import { type Ends, ends } from './testing/ends/scenario.ts';

const { drawPlan, simulator } = await import('../engine.ts');

const FOUR = ['/', '/', '/', '/'];

async function run(
  { paths = FOUR, force = true }: Partial<Ends>,
  faults: PlannedFault[] = [],
  instances = 1,
) {
  const scenario = ends({ paths, force });
  const simulate = await simulator({ scenario, root: path.resolve('.') });
  const plan = drawPlan(scenario, 1, { faults: [], swarm: false });
  const topology = { ...plan.topology, members: 1, instances: { front: 1, api: instances } };
  const lines: string[] = [];
  const onTrace = ({ kind, host, detail }: TraceLine) => {
    if (/^(fault-strikes|exit|signal)$/.test(kind)) lines.push(`${kind} ${host} ${detail}`);
  };
  const result = await simulate({ ...plan, topology, chaosMs: 30_000, faults }, { onTrace });
  return { ...result, lines };
}

describe('asked to end', () => {
  /** While the last request is under way. */
  const restart = (durationMs: number): PlannedFault => ({
    ...{ kind: 'graceful-restart', atMs: 1600, durationMs },
    params: { host: 'api-1' },
  });

  test('a connection that is kept alive keeps a Fastify service from closing, and that is seen', async () => {
    const { verdict, violations, lines, ended } = await run({ force: false }, [restart(10_000)]);
    expect(verdict).toBe('violated');
    expect(violations).toMatchObject([
      {
        ...{ invariant: 'closes within 5000 ms', subject: 'api-1', atMs: 11_600 },
        message: 'had not ended 10000 ms after it was asked to, and was killed by SIGKILL',
      },
    ]);
    expect(lines).toEqual(['signal api-1 SIGTERM', 'exit api-1 SIGKILL']);
    expect(ended).toEqual({ 'api by SIGKILL': 1 });
  });

  test('whoever kills it sooner than it has to be closed learns nothing', async () => {
    expect(await run({ force: false }, [restart(4000)])).toMatchObject({ verdict: 'passed' });
  });

  test('one that ends its connections closes in time', async () => {
    const { verdict, lines } = await run({}, [restart(10_000)]);
    expect(verdict).toBe('passed');
    expect(lines).toEqual(['signal api-1 SIGTERM', 'exit api-1 0']);
  });

  test('a deploy goes from one instance to the next when that has come up, and a heal ends it', async () => {
    const deploy = (durationMs: number): PlannedFault => ({
      ...{ kind: 'rolling-deploy', atMs: 200, durationMs },
      params: { hosts: ['api-1', 'api-2', 'api-3'], graceMs: 5000 },
    });
    const replaced = (name: string) => [
      `fault-strikes - rolling-deploy ${name}`,
      `signal ${name} SIGTERM`,
      `exit ${name} 0`,
    ];
    const whole = await run({}, [deploy(20_000)], 3);
    expect(whole.verdict).toBe('passed');
    expect(whole.lines).toEqual(['api-1', 'api-2', 'api-3'].flatMap(replaced));
    expect((await run({}, [deploy(50)], 3)).lines).toEqual(replaced('api-1'));
  });
});

describe('by an error that nothing catches', () => {
  test.each([
    ['/throw', 'nobody catches this'],
    ['/reject', 'nobody waits for this'],
  ])('%s: it is told, judged, and the process started again', async (death, message) => {
    const { verdict, violations, ended, counts } = await run({ paths: ['/', death, '/', '/'] });
    expect(verdict).toBe('violated');
    expect(violations).toMatchObject([
      { subject: 'api-1', message: `ended by an error that nobody caught: ${message}` },
    ]);
    expect(violations[0]!.story.at(-2)).toMatch(`api-1 ended of an uncaught error: ${message}`);
    expect(ended).toEqual({ 'api of an uncaught error': 1 });
    expect(counts.answered).toBeGreaterThanOrEqual(3);
  });
});

test('by itself: the process is started again', async () => {
  const { verdict, ended, lines, counts } = await run({ paths: ['/exit', '/exit', '/'] });
  expect(verdict).toBe('passed');
  expect(ended['api with exit code 3']).toBeGreaterThan(0);
  expect(lines[0]).toBe('exit api-1 3');
  expect(counts.answered).toBe(1);
});
