import { type Document, Timestamp } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Change, Invariant } from '../../../harness/invariants/invariant.ts';
import { Judge } from '../../../harness/invariants/judge.ts';
import { LiveFeed, type StreamEvent } from '../../../harness/invariants/live-feed.ts';
import { shopStores } from '../stores.ts';
import { viewEqualsFold } from './view-equals-fold.ts';

const ns = { db: 'shop_db', coll: 'sagas' };

interface Step {
  event: StreamEvent;
  /** All documents after this step. */
  state: Map<string, Document>;
}

const writes = fc.array(
  fc.record({
    id: fc.constantFrom('A', 'B', 'C'),
    op: fc.constantFrom('set', 'set', 'unset', 'replace', 'delete'),
    field: fc.constantFrom('x', 'y.z', 'list'),
    value: fc.oneof(fc.integer(), fc.array(fc.integer(), { maxLength: 2 })),
  }),
  { maxLength: 25 },
);

const at = (i: number): Timestamp => new Timestamp({ t: 1000, i });

/** What a server would do with these writes, step by step, and what its stream would say of each. */
function history(list: Array<{ id: string; op: string; field: string; value: unknown }>): Step[] {
  const steps: Step[] = [];
  let state = new Map<string, Document>();
  for (const { id, op, field, value } of list) {
    const before = state.get(id);
    if (!before && op === 'delete') continue;
    const base = { ns, documentKey: { _id: id }, clusterTime: at(steps.length + 1) };
    const [top, inner] = field.split('.') as [string, string | undefined];
    const whole = { _id: id, [top]: inner ? { [inner]: value } : value };
    state = new Map(state);
    let event: StreamEvent;
    if (!before || op === 'replace') {
      state.set(id, whole);
      event = { ...base, operationType: before ? 'replace' : 'insert', fullDocument: whole };
    } else if (op === 'delete') {
      state.delete(id);
      event = { ...base, operationType: 'delete' };
    } else if (op === 'unset') {
      const { [top]: _gone, ...rest } = before;
      state.set(id, rest);
      event = { ...base, operationType: 'update', updateDescription: { removedFields: [top] } };
    } else {
      const old = inner ? { ...before[top], [inner]: value } : value;
      state.set(id, { ...before, [top]: old });
      event = { ...base, operationType: 'update', updateDescription: { updatedFields: { [field]: value } } };
    }
    steps.push({ event, state });
  }
  return steps;
}

function recording() {
  const changes: Change[] = [];
  const answers: Answer[] = [];
  const recorder: Invariant = {
    name: 'recorder',
    says: 'Keeps what it is shown.',
    create: () => ({
      onChange: (change) => {
        changes.push(change);
        return [];
      },
      onAnswer: (answer) => {
        answers.push(answer);
        return [];
      },
    }),
  };
  const judge = new Judge({ invariants: [recorder], stores: shopStores });
  return {
    feed: new LiveFeed({ judge, collections: shopStores.collections, nowMs: () => 0 }),
    judge,
    changes,
    answers,
  };
}

describe('LiveFeed', () => {
  it('shows the true state of one moment, and then each change, however late each document was copied', () => {
    const delays = fc.record({ A: fc.nat(25), B: fc.nat(25), C: fc.nat(25) });
    fc.assert(
      fc.property(writes, delays, (list, delay) => {
        const steps = history(list);
        const { feed, judge, changes } = recording();
        const copiedAt = (id: 'A' | 'B' | 'C') => Math.min(delay[id], steps.length);
        for (const id of ['A', 'B', 'C'] as const) {
          const doc = steps[copiedAt(id) - 1]?.state.get(id);
          if (doc) feed.onCopied(ns.db, ns.coll, doc);
        }
        const mark = Math.max(copiedAt('A'), copiedAt('B'), copiedAt('C'));
        for (const { event } of steps.slice(0, mark)) feed.onEvent(event);
        expect(changes).toEqual([]);
        feed.begin(at(mark).toBigInt());
        expect(new Map(changes.map(({ id, after }) => [id, after]))).toEqual(
          steps[mark - 1]?.state ?? new Map(),
        );
        changes.length = 0;

        for (const [i, { event, state }] of steps.slice(mark).entries()) {
          feed.onEvent(event);
          const id = event.documentKey!._id as string;
          expect(changes[i]!.before).toEqual(steps[mark + i - 1]?.state.get(id) ?? null);
          expect(changes[i]!.after).toEqual(state.get(id) ?? null);
          expect(changes[i]!.clusterTime).toBe(event.clusterTime!.toBigInt());
          expect([...judge.stores.all(ns.db, ns.coll)]).toHaveLength(state.size);
        }
      }),
    );
  });

  it('tells streams in their own order, and before the views that refer to them', () => {
    const judge = new Judge({ invariants: [viewEqualsFold], stores: shopStores });
    const feed = new LiveFeed({ judge, collections: shopStores.collections, nowMs: () => 0 });
    feed.onCopied('shop_db', 'products_view', {
      _id: 1,
      product_id: 'tea',
      available_stock: 3,
      last_version: 2,
    });
    feed.onCopied('shop_db', 'events', { _id: 2, stream_id: 'tea', type: 'reserved', qty: 2, version: 2 });
    feed.onCopied('shop_db', 'events', { _id: 1, stream_id: 'tea', type: 'restocked', qty: 5, version: 1 });
    feed.begin(1n);
    judge.atEnd(0);
    expect(judge.violations).toEqual([]);
  });

  it('keeps answers until they are let through', () => {
    const { feed, answers } = recording();
    const answer: Answer = {
      sentMs: 0,
      atMs: 1,
      client: 'c',
      kind: 'read-product',
      to: 'projector',
      method: 'GET',
      path: '/products/tea',
      key: 'tea',
      status: 200,
      body: null,
    };
    feed.hold(answer);
    feed.hold({ ...answer, atMs: 2 });
    feed.release(1);
    expect(answers.map(({ atMs }) => atMs)).toEqual([1]);
    expect(feed.held).toBe(1);
  });

  it('does not judge what it cannot follow', () => {
    const { feed } = recording();
    feed.begin(1n);
    const event = { ns, documentKey: { _id: 'A' }, clusterTime: at(5) };
    expect(() => feed.onEvent({ ...event, operationType: 'update' })).toThrow('is not known');
    expect(() => feed.onEvent({ ...event, operationType: 'drop' })).toThrow("went through 'drop'");
    expect(() =>
      feed.onEvent({ ...event, ns: { db: 'elsewhere', coll: 'c' }, operationType: 'drop' }),
    ).not.toThrow();
  });
});
