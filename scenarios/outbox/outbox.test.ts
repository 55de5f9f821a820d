import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { patchedSources } from '../../harness/bugs/patch.ts';
import { loadScenario } from '../../harness/scenario/load.ts';

const outbox = await loadScenario('scenarios/outbox/index.ts');
const { scenario, root } = outbox;

test('what is asked of Express, Mongoose, jose and scrypt gives the same history each time, drained either way', async () => {
  const { drawPlan, simulator } = await import('../../sim/engine.ts');
  const simulate = await simulator(outbox);
  const calm = { ...drawPlan(scenario, 1, { size: 12, faults: [], swarm: false }) };
  const atMs = calm.chaosMs / 4;
  const crash = (host: string) => ({
    ...{ kind: 'crash', atMs, durationMs: 0 },
    params: { host, peersSeeReset: true },
  });
  const plan = { ...calm, faults: [crash('relay-1'), crash('partner-1'), crash('api-1')] };
  const once = await simulate(plan, { checkOwners: true });
  expect(once).toMatchObject({ verdict: 'passed', reason: '', injected: { crash: 3 } });
  const { traceHash, historyHash } = once;
  await simulate(calm);
  expect(await simulate(plan, { drain: 'immediate' })).toMatchObject({ traceHash, historyHash });
});

describe.each(scenario.bugs!.map((bug) => [bug.name, bug] as const))('%s', (_name, bug) => {
  test('still applies, to the services, and what comes out can be loaded', () => {
    expect(root).toBe(fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, ''));
    for (const [file, source] of patchedSources(bug, root)) {
      expect(file).toMatch(/^(api|relay|partner|common)\/.*\.ts$/);
      expect(transformSync(source, { loader: 'ts', format: 'esm' }).code).not.toBe('');
    }
  });

  test('is told, and names invariants that exist', () => {
    const known = new Set(scenario.invariants.map((i) => i.name));
    for (const name of bug.caughtBy) expect(known).toContain(name);
    expect(bug.caughtBy.length).toBeGreaterThan(0);
    for (const says of [bug.why, bug.exposedBy]) expect(says).toMatch(/^[A-Z].*\.$/);
  });
});
