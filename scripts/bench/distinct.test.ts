import { expect, test } from 'vitest';
import { lostUpdate } from '../../scenarios/shop/bugs/lost-update.ts';
import type { RunSeed } from '../../sim/zoo/hunt.ts';
import { nothing, showBoth } from './distinct.ts';

test('failures are different when another invariant is broken, or for another cause', async () => {
  const shop: RunSeed = async ({ seed, swarm }) => {
    const told = { seed, wallMs: 1, verdict: 'violated' as const, broken: ['units-conserved'] };
    if (seed === 100) return { ...told, verdict: 'passed', reason: '', broken: [] };
    if (seed === 103) return { ...told, verdict: 'stuck', reason: 'not at rest', broken: [] };
    if (swarm && seed === 102) return { ...told, reason: 'product-3 lost 2 units' };
    return { ...told, reason: `product-${seed} has ${seed} units too many` };
  };
  const shown = { swarm: nothing(), allOn: nothing() };
  await showBoth(lostUpdate, 100, 5, shop, shown, new AbortController().signal);
  expect(shown.allOn).toEqual({
    seeds: 5,
    failed: 4,
    failures: [
      'lost-update: units-conserved: product-N has N units too many',
      'lost-update: stuck: not at rest',
    ],
  });
  expect(shown.swarm.failures).toHaveLength(3);
});
