import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneReservation } from './one-reservation.ts';
import { oneRestock } from './one-restock.ts';
import { restockIsKept } from './restock-is-kept.ts';
import { stockNeverNegative } from './stock-never-negative.ts';
import { Told } from './testing/told.ts';
import { unitsConserved } from './units-conserved.ts';
import { versionsGapless } from './versions-gapless.ts';

describe('stock-never-negative', () => {
  it('holds down to the last unit, for each product by itself', () => {
    const run = new Told(stockNeverNegative)
      .event('tea', 'restocked', 2)
      .event('jam', 'restocked', 1)
      .event('tea', 'reserved', 2, 'A')
      .event('tea', 'released', 2, 'A')
      .event('tea', 'reserved', 1, 'B');
    expect(run.broken).toEqual([]);
  });

  it('is broken by a prefix below zero, even if a later event makes up for it', () => {
    const run = new Told(stockNeverNegative)
      .event('tea', 'restocked', 1)
      .event('tea', 'reserved', 2, 'A')
      .event('tea', 'restocked', 5);
    expect(run.broken).toEqual(['product tea stock is -1 after version 2 (reserved 2 for A)']);
  });

  it('is not moved by poison', () => {
    const run = new Told(stockNeverNegative)
      .event('tea', 'nonsense', -5)
      .event('tea', 'reserved', 0.5)
      .event('tea', 'released', -1);
    expect(run.broken).toEqual([]);
  });

  it('says the same as summing up every prefix anew', () => {
    const step = fc.record({
      type: fc.constantFrom('restocked', 'reserved', 'released'),
      qty: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const run = new Told(stockNeverNegative);
        for (const { type, qty } of steps) run.event('tea', type, qty);
        const sums = steps.map((_, i) =>
          steps.slice(0, i + 1).reduce((sum, { type, qty }) => sum + (type === 'reserved' ? -qty : qty), 0),
        );
        expect(run.broken.length > 0).toBe(sums.some((sum) => sum < 0));
      }),
    );
  });
});

describe('versions-gapless', () => {
  it('holds for streams that each count from one', () => {
    const run = new Told(versionsGapless)
      .event('tea', 'restocked', 1)
      .event('jam', 'restocked', 1)
      .event('tea', 'reserved', 1);
    expect(run.broken).toEqual([]);
  });

  it('is broken by every order of versions but the counting one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }), (versions) => {
        const run = new Told(versionsGapless);
        for (const version of versions) run.event('tea', 'restocked', 1, undefined, version);
        expect(run.broken.length === 0).toBe(versions.every((version, i) => version === i + 1));
      }),
    );
  });

  it('is broken by a gap, a repetition and a change in place', () => {
    const gap = new Told(versionsGapless).event('tea', 'restocked', 1).event('tea', 'reserved', 1, 'A', 3);
    expect(gap.broken).toEqual(['product tea version 3 was committed where 2 was due']);
    const twice = new Told(versionsGapless).event('tea', 'restocked', 1).event('tea', 'reserved', 1, 'A', 1);
    expect(twice.broken).toEqual(['product tea version 1 was committed where 2 was due']);
    const edited = new Told(versionsGapless)
      .event('tea', 'restocked', 1)
      .set('shop_db', 'events', 1, { stream_id: 'tea', type: 'restocked', qty: 9, version: 1 });
    expect(edited.broken).toEqual(['product tea an event was changed in place: update of version 1']);
  });
});

describe('one-reservation', () => {
  it('holds for a reserve and its release, and for a release that came first', () => {
    const run = new Told(oneReservation)
      .event('tea', 'restocked', 5)
      .event('tea', 'reserved', 2, 'A')
      .event('tea', 'released', 2, 'A')
      .event('tea', 'released', 0, 'B')
      .event('tea', 'reserved', 1, 'C');
    expect(run.broken).toEqual([]);
  });

  it('is broken by doing either twice, by reserving after the release, and by releasing what is not held', () => {
    const doing = (...events: Array<[string, number]>) => {
      const run = new Told(oneReservation);
      for (const [type, qty] of events) run.event('tea', type, qty, 'A');
      return run.broken;
    };
    expect(doing(['reserved', 1], ['reserved', 1])).toEqual(['order A reserved a second time, at version 2']);
    expect(doing(['released', 0], ['reserved', 1])).toEqual([
      'order A reserved after its release, at version 2',
    ]);
    expect(doing(['reserved', 1], ['released', 1], ['released', 1])).toEqual([
      'order A released a second time, at version 3',
    ]);
    expect(doing(['released', 1])).toEqual(['order A released 1 at version 1, but 0 were reserved']);
  });
});

describe('poison events', () => {
  it('hold nothing for anybody and deliver nothing, whatever they call themselves', () => {
    const run = new Told(oneReservation, oneRestock, unitsConserved)
      .event('tea', 'restocked', 5, 'd1')
      .event('tea', 'restocked', 0.5, 'd1')
      .event('tea', 'reserved', -2, 'A')
      .event('tea', 'reserved', 1, 'A')
      .saga('A', 'confirmed')
      .view('tea', 4, 4)
      .end();
    expect(run.broken).toEqual([]);
  });
});

describe('one-restock', () => {
  it('holds for different deliveries, and is broken by the same one twice', () => {
    const run = new Told(oneRestock)
      .event('tea', 'restocked', 5, 'd1')
      .event('tea', 'restocked', 5, 'd2')
      .event('jam', 'restocked', 5, 'd1');
    expect(run.broken).toEqual([]);
    expect(run.event('tea', 'restocked', 5, 'd2').broken).toEqual([
      'product tea restock d2 came again, at version 3',
    ]);
  });
});

describe('units-conserved', () => {
  const confirmedAndRejected = () =>
    new Told(unitsConserved)
      .event('tea', 'restocked', 5)
      .event('tea', 'reserved', 2, 'A')
      .event('tea', 'reserved', 1, 'B')
      .event('tea', 'released', 1, 'B');

  it('holds when confirmed orders have their units and rejected ones none', () => {
    const run = confirmedAndRejected()
      .saga('A', 'confirmed', { qty: 2 })
      .saga('B', 'rejected')
      .view('tea', 3, 4)
      .end();
    expect(run.broken).toEqual([]);
  });

  it('is broken by a confirmed order that holds nothing, or too much', () => {
    const none = new Told(unitsConserved)
      .event('tea', 'restocked', 5)
      .saga('A', 'confirmed')
      .view('tea', 4, 1)
      .end();
    expect(none.broken).toEqual(['order A is confirmed and holds 0 of tea, not 1']);
    const twice = new Told(unitsConserved)
      .event('tea', 'restocked', 5)
      .event('tea', 'reserved', 1, 'A')
      .event('tea', 'reserved', 1, 'A')
      .saga('A', 'confirmed')
      .end();
    expect(twice.broken).toEqual(['order A is confirmed and holds 2 of tea, not 1']);
  });

  it('is broken by a rejected order that keeps its units, and by units of nobody', () => {
    const run = new Told(unitsConserved)
      .event('tea', 'restocked', 5)
      .event('tea', 'reserved', 1, 'A')
      .event('tea', 'reserved', 1, 'ghost')
      .saga('A', 'rejected')
      .end();
    expect(run.broken).toEqual([
      'order A is rejected and holds 1 of tea, not 0',
      'order ghost holds 1 of tea, but there is no such order',
    ]);
  });

  it('is broken by units held in the wrong product', () => {
    const run = new Told(unitsConserved)
      .event('jam', 'restocked', 1)
      .event('jam', 'reserved', 1, 'A')
      .saga('A', 'confirmed')
      .end();
    expect(run.broken[0]).toBe('order A is confirmed and holds 1 of jam, not 0');
  });

  it('is broken by a view that lost units', () => {
    const run = confirmedAndRejected()
      .saga('A', 'confirmed', { qty: 2 })
      .saga('B', 'rejected')
      .view('tea', 2, 4)
      .end();
    expect(run.broken).toEqual(['product tea 5 were restocked, but 2 are available and 2 sold']);
  });
});

describe('restock-is-kept', () => {
  const told = (qty: number, status: number) => ({
    ...{ kind: 'restock', key: 'D-1', status },
    payload: { restock_id: 'D-1', product_id: 'tea', qty },
  });
  const stored = () => new Told(restockIsKept).event('tea', 'restocked', 3, 'D-1');

  it('holds where a delivery is in its stream, and where another of its id is turned away', () => {
    expect(stored().told(told(3, 200)).told(told(4, 409)).told(told(4, 503)).broken).toEqual([]);
    expect(new Told(restockIsKept).told(told(3, 0)).broken).toEqual([]);
  });

  it('is broken by one that was lost, or became another, or was turned away for nothing', () => {
    expect(new Told(restockIsKept).told(told(3, 200)).broken).toEqual([
      'product tea restock D-1 of 3 was answered 200, but it is not in the stream',
    ]);
    expect(stored().told(told(4, 200)).broken).toHaveLength(1);
    expect(stored().told(told(3, 409)).broken).toHaveLength(1);
    expect(new Told(restockIsKept).told(told(3, 409)).broken).toHaveLength(1);
  });
});
