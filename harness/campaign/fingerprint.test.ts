import { expect, test } from 'vitest';
import type { Event, Explanation, Message } from '../explanation/index.ts';
import { fingerprintOf } from './fingerprint.ts';

/** Of an order that was charged by two requests; only what a fingerprint looks at. */
function chargedTwice(order: string, instance: string, by: string[] = ['charge', 'charge']): Explanation {
  const subject = `order ${order}`;
  const messages = by.map((name, i) => ({
    ...{ id: `m${i}`, from: instance, to: 'mongo-1' },
    stack: [`${name} (services/payment/store.ts:${10 + i}:7)`, 'handle (services/payment/index.ts:3:1)'],
  }));
  const events = by.map((_, i) => ({
    ...{ id: `e${i}`, lane: 'mongo-1', atMs: 10 * i, kind: 'commit', subjects: [subject] },
    change: { db: 'payment', coll: 'charges', op: 'insert', by: instance, message: `m${i}` },
  }));
  return {
    verdict: 'violated',
    violation: { invariant: 'one-charge', subject, message: `${order} was charged 2 times`, atMs: 100 },
    lanes: [{ name: instance, kind: 'service', service: 'payment' }],
    messages: messages as unknown as Message[],
    events: events as unknown as Event[],
  } as unknown as Explanation;
}

test('other ids, times, lines and instances are the same; another way to it is not', () => {
  const one = fingerprintOf(chargedTwice('ORD-000007', 'payment-1'));
  expect(fingerprintOf(chargedTwice('ORD-000912', 'payment-3'))).toEqual(one);
  const other = fingerprintOf(chargedTwice('ORD-000007', 'payment-1', ['charge', 'retry']));
  expect(other.fingerprint).not.toBe(one.fingerprint);
  expect(one.fingerprint).toMatch(/^[0-9a-f]{10}$/);
  expect(one.shape).toContain('payment: insert charges in charge services/payment/store.ts');
});

test('what came after the violation, and what is about another, is no part of it', () => {
  const one = chargedTwice('ORD-1', 'payment-1');
  const [event] = one.events;
  const change = { ...event!.change!, coll: 'refunds' };
  const more = [
    { ...event!, change, atMs: 101 },
    { ...event!, change, subjects: ['order ORD-2'] },
  ];
  const { fingerprint } = fingerprintOf(one);
  expect(fingerprintOf({ ...one, events: [...one.events, ...more] }).fingerprint).toBe(fingerprint);
});

test('without a violation, it is what the verdict says', () => {
  const stuck = (reason: string) =>
    fingerprintOf({ verdict: 'stuck', reason, violation: null } as unknown as Explanation).fingerprint;
  expect(stuck('not at rest 180 s after heal: order ORD-1')).toBe(
    stuck('not at rest 180 s after heal: order ORD-9'),
  );
  expect(stuck('not at rest 180 s after heal: order ORD-1')).not.toBe(stuck('it did not start in 2000 ms'));
});
