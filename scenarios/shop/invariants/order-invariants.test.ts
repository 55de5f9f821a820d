import { describe, expect, it } from 'vitest';
import { acceptedOrderEnds } from './accepted-order-ends.ts';
import { badBodyRefused } from './bad-body-refused.ts';
import { moneySettled } from './money-settled.ts';
import { oneCharge } from './one-charge.ts';
import { reasonIsTrue } from './reason-is-true.ts';
import { terminalIsFinal } from './terminal-is-final.ts';
import { Told } from './testing/told.ts';

const state = (status: string, more = {}) => ({
  kind: 'read-order' as const,
  key: 'A',
  body: { status },
  ...more,
});
const order = (status: number, more = {}) => ({
  kind: 'order' as const,
  key: 'A',
  payload: Told.body('A'),
  status,
  ...more,
});

describe('one-charge', () => {
  it('holds for a charge, a refund and another charge; what was declined does not count', () => {
    const run = new Told(oneCharge)
      .ledger('A', 'charge', 10, 'declined')
      .ledger('A', 'charge', 10)
      .ledger('A', 'refund', 10)
      .ledger('A', 'charge', 10)
      .ledger('B', 'charge', 7);
    expect(run.broken).toEqual([]);
  });

  it('is broken by a second charge, even if it is refunded later', () => {
    const run = new Told(oneCharge)
      .ledger('A', 'charge', 10)
      .ledger('A', 'charge', 10)
      .ledger('A', 'refund', 10);
    expect(run.broken).toEqual(['order A was charged 2 times and refunded 0 times']);
  });

  it('is broken by refunds beyond the charges, in number or in amount', () => {
    expect(new Told(oneCharge).ledger('A', 'refund', 10).broken).toHaveLength(1);
    expect(new Told(oneCharge).ledger('A', 'charge', 10).ledger('A', 'refund', 11).broken).toHaveLength(1);
  });

  it('counts an entry that was pending once it succeeds', () => {
    const entry = { order_id: 'A', kind: 'charge', amount: 10 };
    const run = new Told(oneCharge).ledger('A', 'charge', 10);
    run.set('gateway_db', 'ledger', 'x', { ...entry, status: 'pending' });
    expect(run.broken).toEqual([]);
    expect(run.set('gateway_db', 'ledger', 'x', { ...entry, status: 'succeeded' }).broken).toHaveLength(1);
  });
});

describe('reason-is-true', () => {
  const pending = { step: 'reserve', attempts: 0, reason: null, qty: 3 };
  const back = (reason: string) => ({ step: 'release', attempts: 0, reason });
  const accepted = () => new Told(reasonIsTrue).event('tea', 'restocked', 5).saga('A', 'pending', pending);

  it('holds for what was declined, sold out meanwhile, or tried in vain', () => {
    const run = accepted()
      .ledger('A', 'charge', 10, 'declined')
      .saga('A', 'pending', back('payment_declined'));
    run.saga('A', 'rejected', { step: 'reject' });
    run.saga('B', 'pending', pending).event('tea', 'reserved', 4, 'C').event('tea', 'released', 4, 'C');
    run.saga('B', 'pending', back('out_of_stock'));
    run.saga('D', 'pending', { ...pending, attempts: 3 }).saga('D', 'pending', back('inventory_unavailable'));
    run.saga('E', 'pending', { ...pending, step: 'charge', attempts: 3 });
    run
      .saga('E', 'pending', back('payment_unavailable'))
      .saga('F', 'pending', pending)
      .saga('F', 'confirmed');
    expect(run.broken).toEqual([]);
  });

  it.each([
    ['payment_declined', 'the bank declined nothing'],
    ['out_of_stock', 'there were never less than 5 of tea since it was accepted, and it wants 3'],
    ['inventory_unavailable', 'it was tried 1 times, not 4'],
    ['payment_unavailable', 'it was at reserve'],
    ['bad_weather', 'that is no reason'],
  ])('is broken by %s that is not so', (reason, flaw) => {
    expect(accepted().saga('A', 'pending', back(reason)).broken).toEqual([
      `order A is turned back as ${reason}, but ${flaw}`,
    ]);
  });

  it('is broken by one that is given only with the end', () => {
    const ended = accepted().saga('A', 'rejected', { step: 'reject', reason: 'out_of_stock' });
    expect(ended.broken).toEqual([expect.stringContaining('never less than 5 of tea')]);
  });

  it('is broken by an end that does not go with a reason', () => {
    expect(accepted().saga('A', 'rejected', { step: 'reject' }).broken).toEqual([
      'order A is rejected for no reason',
    ]);
    const declined = accepted()
      .ledger('A', 'charge', 10, 'declined')
      .saga('A', 'pending', back('payment_declined'));
    expect(declined.saga('A', 'confirmed').broken).toEqual([
      'order A is confirmed, and has a reason to be rejected: payment_declined',
    ]);
  });
});

describe('money-settled', () => {
  it('holds for a paid confirmation and a refunded rejection', () => {
    const run = new Told(moneySettled).saga('A', 'pending').ledger('A', 'charge', 10).saga('A', 'confirmed');
    run.saga('B', 'pending').ledger('B', 'charge', 10).saga('B', 'rejected').ledger('B', 'refund', 10);
    expect(run.end().broken).toEqual([]);
  });

  it('is broken at once by a confirmation before its charge, or of another amount', () => {
    const early = new Told(moneySettled).saga('A', 'pending').saga('A', 'confirmed');
    expect(early.broken).toEqual([
      'order A is confirmed for 10, but the ledger has 0 charges and 0 refunds, 0 in all',
    ]);
    const other = new Told(moneySettled).ledger('A', 'charge', 9).saga('A', 'confirmed');
    expect(other.broken).toHaveLength(1);
  });

  it('is broken at once by a refund after the confirmation', () => {
    const run = new Told(moneySettled)
      .ledger('A', 'charge', 10)
      .saga('A', 'confirmed')
      .ledger('A', 'refund', 10);
    expect(run.broken).toHaveLength(1);
  });

  it('is broken in the end by money kept from a rejected or unknown order', () => {
    const run = new Told(moneySettled)
      .saga('A', 'rejected')
      .ledger('A', 'charge', 10)
      .ledger('ghost', 'charge', 5);
    expect(run.broken).toEqual([]);
    expect(run.end().broken).toEqual([
      'order A is rejected, but 10 of its money was kept (1 charges, 0 refunds)',
      'order ghost is unknown to the shop, but 5 of its money was kept (1 charges, 0 refunds)',
    ]);
  });
});

describe('accepted-order-ends', () => {
  it('holds for an order that is stored before its answer and ends', () => {
    const run = new Told(acceptedOrderEnds).saga('A', 'pending').told(order(202)).saga('A', 'confirmed');
    expect(run.told(order(202)).end().broken).toEqual([]);
  });

  it('is broken at once by an answer before the order is durable', () => {
    const run = new Told(acceptedOrderEnds).told(order(202)).saga('A', 'confirmed').end();
    expect(run.broken).toEqual(['order A was answered 202, but is not in the store']);
  });

  it('is broken by 202 for another body under the same id', () => {
    const run = new Told(acceptedOrderEnds)
      .saga('A', 'pending')
      .told(order(202, { payload: Told.body('A', { qty: 2 }) }));
    expect(run.broken).toHaveLength(1);
  });

  it('is broken by an order that changes its body or disappears', () => {
    expect(
      new Told(acceptedOrderEnds).saga('A', 'pending').saga('A', 'pending', { qty: 3 }).broken,
    ).toHaveLength(1);
    expect(
      new Told(acceptedOrderEnds).saga('A', 'pending').set('shop_db', 'sagas', 'A', null).broken,
    ).toHaveLength(1);
  });

  it('is broken in the end by an order without one, answered or not', () => {
    const run = new Told(acceptedOrderEnds).saga('A', 'pending');
    expect(run.broken).toEqual([]);
    expect(run.end().broken).toEqual(['order A is still pending in the end']);
  });
});

describe('terminal-is-final', () => {
  it('holds for one end, told to all', () => {
    const run = new Told(terminalIsFinal).saga('A', 'pending').told(state('pending')).saga('A', 'confirmed');
    run
      .told(state('confirmed'))
      .told(state('confirmed', { client: 'c2' }))
      .saga('A', 'confirmed', { lease: 2 });
    expect(run.end().broken).toEqual([]);
  });

  it('is broken in the store by another end, by reopening and by deletion', () => {
    const rejected = () => new Told(terminalIsFinal).saga('A', 'rejected');
    expect(rejected().saga('A', 'confirmed').broken).toEqual(['order A was rejected and became confirmed']);
    expect(rejected().saga('A', 'pending').broken).toHaveLength(1);
    expect(rejected().set('shop_db', 'sagas', 'A', null).broken).toEqual([
      'order A was rejected and became gone',
    ]);
  });

  it('is broken by two ends told, to whomever', () => {
    const run = new Told(terminalIsFinal)
      .told(state('confirmed'))
      .told(state('rejected', { client: 'c2', sentMs: 0 }));
    expect(run.broken).toEqual(['order A was told to be confirmed, and then rejected']);
  });

  it('is broken by telling a client that it is open again, unless the requests overlapped', () => {
    const run = new Told(terminalIsFinal).told(state('confirmed')).told(state('pending', { sentMs: 900 }));
    run.told(state('pending', { client: 'c2' }));
    expect(run.broken).toEqual([]);
    expect(run.told(state('pending')).broken).toEqual([
      'order A was told to be confirmed, and then pending, both to c1',
    ]);
  });

  it('is broken by an end that was told but never stored, also in answer to a repeated order', () => {
    const run = new Told(terminalIsFinal)
      .saga('A', 'rejected')
      .told(order(202, { body: { status: 'confirmed' } }));
    expect(run.end().broken).toEqual(['order A was told to be confirmed, but the store has it rejected']);
  });
});

describe('bad-body-refused', () => {
  const bad = (status: number, field?: string) =>
    order(status, { expect: { refused: 'qty' }, body: { field } });

  it('holds when bad is refused by name and good is not', () => {
    const run = new Told(badBodyRefused).told(bad(400, 'qty')).told(bad(0)).told(bad(503));
    run
      .told(order(202, { key: 'B' }))
      .told(order(409, { key: 'B' }))
      .saga('B', 'pending');
    expect(run.end().broken).toEqual([]);
  });

  it('is broken by accepting a bad body, or by naming another field', () => {
    expect(new Told(badBodyRefused).told(bad(202)).broken).toHaveLength(1);
    expect(new Told(badBodyRefused).told(bad(400, 'amount')).broken).toHaveLength(1);
  });

  it('is broken by refusing a good body', () => {
    expect(new Told(badBodyRefused).told(order(400)).broken).toHaveLength(1);
  });

  it('is broken in the end by what a refused body left behind', () => {
    const run = new Told(badBodyRefused).told(bad(400, 'qty')).saga('A', 'rejected').end();
    expect(run.broken).toEqual(['order A exists, though only bad bodies asked for it']);
  });

  it('lets a product be unknown until its first delivery, and not once it was there', () => {
    const body = { field: 'product_id' };
    const early = new Told(badBodyRefused)
      .told({ ...order(422), body })
      .event('tea', 'restocked', 1)
      .told({ ...order(422), body, sentMs: 1500 });
    expect(early.broken).toEqual([]);
    const late = new Told(badBodyRefused)
      .event('tea', 'restocked', 1)
      .told({ ...order(422), body, payload: Told.body('A') });
    expect(late.broken).toHaveLength(1);
    expect(new Told(badBodyRefused).told({ ...order(422), body: { field: 'qty' } }).broken).toHaveLength(1);
  });
});
