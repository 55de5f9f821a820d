import { ObjectId } from 'bson';
import { describe, expect, it } from 'vitest';
import { History } from '../../../harness/invariants/history.ts';
import type { Answer, Change } from '../../../harness/invariants/invariant.ts';
import { shopStores } from '../stores.ts';

const event = (fields: object, more: Partial<Change> = {}): Change => {
  const after = {
    _id: new ObjectId(),
    stream_id: 'tea',
    version: 1,
    type: 'restocked',
    qty: 5,
    timestamp: new Date(),
    ...fields,
  };
  return {
    atMs: 1,
    clusterTime: 1n,
    db: 'shop_db',
    coll: 'events',
    op: 'insert',
    id: after._id,
    before: null,
    after,
    ...more,
  };
};

const answer = (more: Partial<Answer> = {}): Answer => ({
  sentMs: 1,
  atMs: 2,
  client: 'c1',
  kind: 'read-product',
  to: 'projector',
  method: 'GET',
  path: '/products/tea',
  key: 'tea',
  status: 200,
  body: { product_id: 'tea', available_stock: 5, last_version: 1 },
  ...more,
});

function hash(...entries: Array<Change | Answer>): string {
  const history = new History(shopStores);
  for (const entry of entries) 'coll' in entry ? history.onChange(entry) : history.onAnswer(entry);
  return history.digest();
}

describe('History', () => {
  it('does not depend on times and generated ids', () => {
    const once = hash(event({ _id: new ObjectId(), timestamp: new Date(0) }), answer());
    const again = hash(event({}, { atMs: 99, clusterTime: 99n }), answer({ sentMs: 50, atMs: 100 }));
    expect(again).toBe(once);
  });

  it('depends on content, on order and on who was told', () => {
    const hashes = [
      hash(event({}), answer()),
      hash(answer(), event({})),
      hash(event({ qty: 6 }), answer()),
      hash(event({}), answer({ client: 'c2' })),
      hash(event({}), answer({ status: 0, body: null })),
      hash(event({}), answer({ body: { product_id: 'tea', available_stock: 4, last_version: 1 } })),
      hash(event({})),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('takes no notice of a change that touches nothing that counts', () => {
    const saga = { status: 'pending', product_id: 'tea', qty: 1, amount: 10 };
    const renewed: Change = {
      ...event({}),
      coll: 'sagas',
      op: 'update',
      before: { _id: 'A', ...saga, lease: 1 },
      after: { _id: 'A', ...saga, lease: 2 },
    };
    expect(hash(renewed)).toBe(hash());
    expect(hash({ ...renewed, after: { ...renewed.after, status: 'confirmed' } })).not.toBe(hash());
  });

  it('can be read on the way', () => {
    const history = new History(shopStores);
    history.onAnswer(answer());
    const first = history.digest();
    expect(history.digest()).toBe(first);
    history.onAnswer(answer());
    expect(history.digest()).not.toBe(first);
    expect(history.length).toBe(2);
  });
});
