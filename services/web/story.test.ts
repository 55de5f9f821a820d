import { expect, test } from 'vitest';
import type { Reply } from '../common/upstream.ts';
import type { Passage } from './feed.ts';
import { storyOf, type Upstreams } from './story.ts';

const at = (ms: number) => `2026-01-01T00:00:00.0${ms}Z`;
const saga = {
  ...{ order_id: 'O 1', product_id: 'tea', status: 'rejected', reason: 'payment_declined', step: 'reject' },
  ...{ created_at: at(10), updated_at: at(90) },
};
const answered = (body: Record<string, unknown>, status = 200): Reply => ({ kind: 'answered', status, body });
const unknown: Reply = { kind: 'unknown', cause: 'nobody there' };

function upstreams(replies: Partial<Record<keyof Upstreams, Reply>>, asked: string[] = []): Upstreams {
  const one = (name: keyof Upstreams) => ({
    get: async (path: string) => {
      asked.push(`${name} ${path}`);
      return replies[name] ?? unknown;
    },
  });
  const names = ['orchestrator', 'inventory', 'payment', 'projector', 'gateway'] as const;
  return Object.fromEntries(names.map((name) => [name, one(name)])) as unknown as Upstreams;
}

const passage = (ms: number, more: Partial<Passage>): Passage => ({
  ...{ at: at(ms), step: 'reserve', status: 'pending', attempts: 0, reason: null, owner: 'orchestrator-1' },
  ...more,
});

test('an order is told on one time line, by all who know of it', async () => {
  const asked: string[] = [];
  const way = [
    passage(11, {}),
    passage(30, { step: 'charge' }),
    passage(40, { step: 'charge', attempts: 1 }),
    passage(45, { step: 'charge', attempts: 1, owner: 'orchestrator-2' }),
    passage(60, { step: 'release', reason: 'payment_declined', owner: 'orchestrator-2' }),
    passage(90, { step: 'reject', status: 'rejected', reason: 'payment_declined', owner: 'orchestrator-2' }),
  ];
  const story = await storyOf(
    'O 1',
    way,
    upstreams(
      {
        orchestrator: answered(saga),
        inventory: answered({ events: [{ timestamp: at(20), type: 'reserved', qty: 1, version: 7 }] }),
        payment: answered({ events: [{ timestamp: at(50), type: 'charge', status: 'declined' }] }),
        gateway: answered({
          entries: [{ timestamp: at(48), kind: 'charge', status: 'declined', amount: 5 }],
        }),
        projector: answered({ product_id: 'tea', available_stock: 3, last_version: 7 }),
      },
      asked,
    ),
  );
  expect(story!.moments.map(({ who, what, tone }) => `${who}: ${what} (${tone})`)).toEqual([
    'orchestrator: order accepted (good)',
    'inventory: reserved 1, version 7 (good)',
    'orchestrator: next step: charge (plain)',
    'orchestrator: charge: try 1 of unknown outcome (bad)',
    'orchestrator: taken over by orchestrator-2 (bad)',
    'bank: charge of 5 declined (bad)',
    'payment: charge declined (bad)',
    'orchestrator: next step: release (bad)',
    'orchestrator: order rejected: payment_declined (bad)',
  ]);
  expect(story).toMatchObject({ missing: [], view: { last_version: 7 } });
  expect(asked).toContain('inventory /products/tea/events?order_id=O%201');
});

test('what was not seen as it happened is known by where it led; who does not answer is named', async () => {
  const story = await storyOf('O 1', [], upstreams({ orchestrator: answered(saga) }));
  expect(story!.moments.map(({ what }) => what)).toEqual([
    'order accepted',
    'order rejected: payment_declined',
  ]);
  expect(story).toMatchObject({ missing: ['inventory', 'payment', 'bank', 'projector'], view: null });
});

test('no such order is told from nobody there to ask', async () => {
  expect(await storyOf('x', [], upstreams({ orchestrator: answered({}, 404) }))).toBeUndefined();
  expect(await storyOf('x', [], upstreams({}))).toBeNull();
});
