import { expect, test } from 'vitest';
import { loadPlan } from './plan/file.ts';

const { run } = await import('./engine.ts');

/** At heal, requests to the gateway are on their way that arrive more than 180 s later. */
const plan = loadPlan(new URL('regressions/seed-64632-still-on-its-way.json', import.meta.url).pathname);

test('requests that are long on their way do not lengthen the time the shop has to come to rest', async () => {
  // A client that comes back only when that time is over, yet before they arrive.
  const atMs = plan.chaosMs + 190_000;
  const late = { atMs, client: 0, kind: 'read-product' as const, product_id: 'product-1' };
  expect(await run({ ...plan, arrivals: [...plan.arrivals, late] })).toMatchObject({
    verdict: 'stuck',
    reason: 'not at rest 180 s after heal: client-1',
  });
});
