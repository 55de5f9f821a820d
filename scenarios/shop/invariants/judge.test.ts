import { ObjectId } from 'bson';
import { describe, expect, it } from 'vitest';
import type { Invariant } from '../../../harness/invariants/index.ts';
import { Mirror } from '../../../harness/invariants/stores.ts';
import { shopInvariants } from './index.ts';
import { stockNeverNegative } from './stock-never-negative.ts';
import { Told } from './testing/told.ts';

describe('Mirror', () => {
  it('tells ids of different types apart, and knows equal ones again', () => {
    const mirror = new Mirror();
    const id = new ObjectId('0123456789abcdef01234567');
    const base = { atMs: 0, clusterTime: 0n, db: 'd', coll: 'c', op: 'insert' as const, before: null };
    mirror.apply({ ...base, id, after: { n: 1 } });
    mirror.apply({ ...base, id: id.toHexString(), after: { n: 2 } });
    mirror.apply({ ...base, id: { a: 1 }, after: { n: 3 } });
    expect(mirror.get('d', 'c', new ObjectId(id.toHexString()))).toEqual({ n: 1 });
    expect(mirror.get('d', 'c', id.toHexString())).toEqual({ n: 2 });
    expect(mirror.get('d', 'c', { a: 1 })).toEqual({ n: 3 });
    mirror.apply({ ...base, op: 'delete', id, after: null });
    expect([...mirror.all('d', 'c')]).toEqual([{ n: 2 }, { n: 3 }]);
    expect([...mirror.all('d', 'elsewhere')]).toEqual([]);
  });
});

describe('Judge', () => {
  it('finds nothing wrong with a whole good run', () => {
    const run = new Told(...shopInvariants)
      .event('tea', 'restocked', 5, 'd1')
      .view('tea', 5, 1)
      .checkpoint()
      .saga('A', 'pending')
      .told({
        kind: 'order',
        key: 'A',
        status: 202,
        payload: Told.body('A'),
        body: { status: 'pending' },
      })
      .event('tea', 'reserved', 1, 'A')
      .ledger('A', 'charge', 10)
      .saga('A', 'confirmed')
      .view('tea', 4, 2)
      .checkpoint()
      .told({ kind: 'read-order', key: 'A', body: { status: 'confirmed' } })
      .told({ kind: 'read-product', key: 'tea', body: { last_version: 2 } })
      .end();
    expect(run.broken).toEqual([]);
  });

  it('keeps the first violation of each invariant by each subject, with its story', () => {
    const run = new Told(stockNeverNegative)
      .event('jam', 'restocked', 3)
      .event('tea', 'reserved', 1, 'A')
      .event('tea', 'reserved', 1, 'B');
    expect(run.judge.violations).toHaveLength(1);
    expect(run.judge.story(run.judge.violations[0]!)).toEqual([
      '+2.000s event tea v1: reserved 1 (A)',
      '+2.000s so product tea broke stock-never-negative: stock is -1 after version 1 (reserved 1 for A)',
    ]);
  });

  it('tells of answers and of changed fields in the order they came', () => {
    const run = new Told(...shopInvariants)
      .saga('A', 'pending')
      .told({ kind: 'order', key: 'A', status: 0, payload: { order_id: 'A' } })
      .saga('A', 'confirmed', { step: 'done' });
    const settled = run.judge.violations.find(({ invariant }) => invariant === 'money-settled')!;
    const lines = run.judge.story(settled);
    expect(lines[1]).toBe('+2.000s c1 sent POST /orders {"order_id":"A"} at +1.500s and heard nothing');
    expect(lines[2]).toBe(
      '+3.000s sagas "A" update: status: "pending" → "confirmed", step: nothing → "done"',
    );
    expect(lines).toHaveLength(4);
  });

  it('is bounded, and counts what it drops', () => {
    const always: Invariant = {
      name: 'always',
      says: 'Nothing may happen.',
      create: () => ({
        onChange: ({ atMs, id }) => [{ invariant: 'always', atMs, subject: `s ${id}`, message: 'it did' }],
      }),
    };
    const run = new Told(always);
    for (let i = 0; i < 150; i++) run.set('d', 'c', i, {});
    expect(run.judge.violations).toHaveLength(100);
    expect(run.judge.dropped).toBe(50);
  });

  it('names every invariant once, each with a sentence', () => {
    const names = shopInvariants.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { says } of shopInvariants) expect(says).toMatch(/^[A-Z].*\.$/);
  });
});
