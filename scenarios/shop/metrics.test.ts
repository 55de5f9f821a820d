import { expect, test } from 'vitest';
import { simulator } from '../../sim/engine.ts';
import { drawPlan } from '../../sim/plan/draw.ts';
import shop from './index.ts';
import { shopServices } from './services.ts';

test('every service shows its metrics in the simulator too, and the same each time', async () => {
  const statuses = new Map<string, number>();
  const heard = {
    name: 'metrics-are-shown',
    says: 'What a scrape was answered.',
    create: () => ({
      onAnswer: ({ kind, to, status }: { kind: string; to: string; status: number }) => {
        if (kind === 'scrape') statuses.set(to, status);
        return [];
      },
    }),
  };
  const scraped = { ...shop, invariants: [...shop.invariants, heard] };
  const run = await simulator({ scenario: scraped, root: new URL('../..', import.meta.url).pathname });
  const drawn = drawPlan(shop, 1, { size: 5 });
  const scrapes = Object.keys(shopServices).map((to) => ({
    ...{ atMs: drawn.chaosMs + 1000, client: 0, kind: 'scrape', key: to },
    ...{ to, method: 'GET' as const, path: '/metrics' },
  }));
  const plan = { ...drawn, faults: [], requests: [...drawn.requests, ...scrapes] };
  const first = await run(plan);
  expect(first).toMatchObject({ verdict: 'passed' });
  const all = Object.keys(shopServices).map((to) => [to, 200]);
  expect(Object.fromEntries(statuses)).toEqual(Object.fromEntries(all));
  expect(await run(plan)).toMatchObject({ traceHash: first.traceHash, historyHash: first.historyHash });
});
