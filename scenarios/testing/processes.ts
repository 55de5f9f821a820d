/** What is tested of each scenario whose services are run as processes. */
import { transformSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { patchedSources } from '../../harness/bugs/patch.ts';
import type { ScenarioFile } from '../../harness/scenario/load.ts';

/** A calm run in which these hosts crash at once gives the same history each time, after another run too. */
export async function expectSameHistory(loaded: ScenarioFile, size: number, hosts: readonly string[]) {
  const { drawPlan, simulator } = await import('../../sim/engine.ts');
  const simulate = await simulator(loaded);
  const calm = { ...drawPlan(loaded.scenario, 1, { size, faults: [], swarm: false }) };
  const atMs = calm.chaosMs / 4;
  const faults = hosts.map((host) => ({
    ...{ kind: 'crash', atMs, durationMs: 0 },
    params: { host, peersSeeReset: true },
  }));
  const plan = { ...calm, faults };
  const once = await simulate(plan, { checkOwners: true });
  expect(once).toMatchObject({ verdict: 'passed', reason: '', injected: { crash: hosts.length } });
  const { traceHash, historyHash } = once;
  await simulate(calm);
  expect(await simulate(plan, { drain: 'immediate' })).toMatchObject({ traceHash, historyHash });
}

/** Its bugs apply to files of services, which `services` matches, and are told as bugs are. */
export function testBugs({ scenario, root }: ScenarioFile, services: RegExp): void {
  describe.each(scenario.bugs!.map((bug) => [bug.name, bug] as const))('%s', (_name, bug) => {
    test('still applies, to the services, and what comes out can be loaded', () => {
      for (const [file, source] of patchedSources(bug, root)) {
        expect(file).toMatch(services);
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
}
