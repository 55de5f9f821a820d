import type { Document } from 'bson';
import { fault, fc } from '../../../groundhog/index.ts';
import { SHOP_DB } from '../invariants/shop.ts';

interface PoisonEvent {
  /** Which of the streams there are: this number of them on, around and around. */
  stream: number;
  /** What the foreign writer has for `type` and `qty`. */
  event: { type?: unknown; qty?: unknown };
}

/** What other releases, imports and hands at a shell have written into event stores. */
const NONSENSE: readonly PoisonEvent['event'][] = [
  { type: 'adjusted', qty: 3 },
  { type: 'Reserved', qty: 1 },
  { qty: 1 },
  { type: 'restocked' },
  { type: 'reserved', qty: '2' },
  { type: 'released', qty: 1.5 },
  { type: 'restocked', qty: -4 },
];

/**
 * A program that is not of this shop, or a release that is not of today, appends to a stream. It keeps to the
 * versions (the unique index sees to that), and says what nobody here understands.
 */
export const poisonEvent = fault<PoisonEvent>({
  kind: 'poison-event',
  says: 'a foreign writer appends an event to a stream that nobody can make sense of',
  durationMs: [0, 0],
  draw: () => fc.record({ stream: fc.integer({ min: 0, max: 99 }), event: fc.constantFrom(...NONSENSE) }),
  describe: ({ event }) => JSON.stringify(event),
  inject(params, { foreignInsert, strikes }) {
    foreignInsert(
      `${SHOP_DB}.events`,
      (docs, now) => next(params, docs, now),
      ({ stream_id, version }) => strikes(`${stream_id} v${version}`),
    );
    return () => {};
  },
});

function next({ stream, event }: PoisonEvent, docs: Iterable<Document>, now: Date): Document | undefined {
  const heads = new Map<string, number>();
  for (const { stream_id, version } of docs)
    heads.set(String(stream_id), Math.max(heads.get(String(stream_id)) ?? 0, Number(version)));
  const names = [...heads.keys()].sort();
  if (names.length === 0) return undefined;
  const stream_id = names[stream % names.length]!;
  const version = heads.get(stream_id)! + 1;
  return { stream_id, ...event, version, timestamp: now, order_id: `foreign-${stream_id}-${version}` };
}
