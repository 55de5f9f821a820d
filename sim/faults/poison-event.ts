import { ObjectId } from 'bson';
import fc from 'fast-check';
import { SHOP_DB } from '../../harness/invariants/shop.ts';
import type { Doc } from '../mongod/bson/values.ts';
import { Writer } from '../mongod/engine.ts';
import type { Member } from '../mongod/member.ts';
import { Blocked } from '../mongod/session/locks.ts';
import { fillBytes } from '../world/random.ts';
import { fault } from './fault.ts';

interface PoisonEvent {
  /** Which of the streams there are: this number of them on, around and around. */
  stream: number;
  /** What the foreign writer has for `type` and `qty`. */
  event: { type?: unknown; qty?: unknown };
}

const EVENTS = `${SHOP_DB}.events`;

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
  inject(params, { databases, world, strikes }) {
    const id = new Uint8Array(12);
    fillBytes(world.streams.get('fault/poison-event'), id);
    const strike = (): void => {
      const primary = databases.primary();
      if (primary !== undefined)
        databases.touch(primary, (member) => append(member, params, id, strikes, strike));
    };
    strike();
    return () => {};
  },
});

function append(
  { engine, role }: Member,
  { stream, event }: PoisonEvent,
  id: Uint8Array,
  onDone: (where: string) => void,
  again: () => void,
) {
  const events = engine.store.get(EVENTS);
  if (role !== 'primary' || !events) return;
  const heads = new Map<string, number>();
  for (const [, { doc }] of events.records.ascend())
    heads.set(String(doc.stream_id), Math.max(heads.get(String(doc.stream_id)) ?? 0, Number(doc.version)));
  const names = [...heads.keys()].sort();
  if (names.length === 0) return;
  const stream_id = names[stream % names.length]!;
  const _id = new ObjectId(id);
  const doc: Doc = {
    _id,
    stream_id,
    ...event,
    version: heads.get(stream_id)! + 1,
    timestamp: new Date(),
    order_id: `foreign-${_id.toHexString()}`,
  };
  try {
    new Writer(engine, undefined, undefined, () => {}).insert(events, doc);
    engine.commit.flush();
    onDone(`${stream_id} v${doc.version}`);
  } catch (error) {
    if (!(error instanceof Blocked)) throw error;
    void error.by.ended.then(again);
  }
}
