/** An explanation of any size, for measuring: services that ask each other and a database, without an end. */
import seedrandom from 'seedrandom';
import type { Explanation } from '../../../harness/explanation/index.ts';
import { sampleExplanation, Teller } from './sample.ts';

const INSTANCES = [
  'client-1',
  'client-2',
  'orchestrator-1',
  'orchestrator-2',
  'inventory-1',
  'inventory-2',
  'payment-1',
  'payment-2',
  'mongo-1',
  'mongo-2',
  'mongo-3',
];
const KINDS = ['client', 'service', 'database'] as const;
const EVERY_MS = 2;

/** `count` messages and commits, one in `strongEach` about what broke. */
export function generatedExplanation(count: number, strongEach: number): Explanation {
  const random = seedrandom('explanation');
  const teller = new Teller();
  const any = () => INSTANCES[Math.floor(random() * INSTANCES.length)]!;
  for (let i = 0; i < count; i++) {
    const atMs = EVERY_MS * (i + random());
    const order = `ORD-${Math.floor(random() * 200)}`;
    const about = { strong: i % strongEach === 0, subjects: [`order ${order}`] };
    if (i % 5 === 4) {
      const by = teller.messages.at(-1)!;
      const change = {
        db: 'shop_db',
        coll: 'sagas',
        op: 'update',
        id: order,
        by: by.from,
        message: by.id,
      } as const;
      const [before, after] = [
        { _id: order, rev: i },
        { _id: order, rev: i + 1 },
      ];
      teller.event('mongo-1', 'commit', `sagas ${order} rev: ${i} → ${i + 1}`, atMs, {
        ...about,
        change: { ...change, before, after },
      });
      continue;
    }
    const [from, to] = [any(), any()];
    const isLost = random() < 0.02;
    teller.message(from, from === to ? 'mongo-2' : to, `POST /charge ${order}`, atMs, {
      ...about,
      arrivedMs: isLost ? null : atMs + 1 + 4 * random(),
      fate: isLost ? 'lost by partition' : null,
      body: {
        method: 'POST',
        path: '/charge',
        body: { order_id: order, amount: Math.floor(random() * 1e4) },
      },
      stack: [
        'Upstream.post (services/common/upstream.ts:45:17)',
        'Engine.#drive (services/orchestrator/engine.ts:60:9)',
      ],
    });
  }
  return {
    ...sampleExplanation(),
    story: [],
    things: null,
    differences: null,
    violation: null,
    fromMs: 0,
    toMs: EVERY_MS * count + 10,
    lanes: INSTANCES.map((name) => ({
      name,
      kind:
        KINDS.find((kind) => name.startsWith(kind.slice(0, 2))) ??
        (name.startsWith('mongo') ? 'database' : 'service'),
      service: name.replace(/-\d+$/, ''),
    })),
    spans: [],
    faults: [],
    messages: teller.messages,
    events: teller.events,
    logs: teller.messages
      .filter((_, i) => i % 10 === 0)
      .map(({ from, sentMs, subjects }, i) => ({
        id: `l${i}`,
        lane: from,
        atMs: sentMs,
        line: `about to charge ${subjects[0]}`,
        subjects,
      })),
    likelihood: null,
  };
}
