import { expect, test } from 'vitest';
import { Gauge, type Reading } from './gauge.ts';

const flowing = (orders: number, events = 1) => ({
  flows: [
    { what: 'orders', until: 'to their end', open: orders },
    { what: 'events', until: 'to the view', open: events },
  ],
});
const calm = (ratePerS: number): Reading => ({
  ...{ ratePerS, requestsPerUnit: 2, openRequests: 1, ...flowing(ratePerS / 10) },
  ...{ ended: ratePerS * 2, failed: 0, lagMs: 1 },
});

test('a rate is borne until three looks on end are too much, and the last good ones prove nothing', () => {
  const gauge = new Gauge(50);
  for (const rate of [5, 10, 20, 40]) gauge.read(calm(rate));
  expect([gauge.soundPerS, gauge.limitedBy]).toEqual([40, null]);
  gauge.read({ ...calm(80), ...flowing(200) });
  gauge.read({ ...calm(160), ...flowing(900) });
  expect([gauge.soundPerS, gauge.limitedBy]).toEqual([10, null]);
  gauge.read({ ...calm(160), ...flowing(900) });
  expect(gauge.soundPerS).toBe(10);
  expect(gauge.limitedBy).toBe('orders took 5.6 s to their end');
});

test('one bad look may be the machine’s', () => {
  const gauge = new Gauge(50);
  for (const rate of [5, 10]) gauge.read(calm(rate));
  gauge.read({ ...calm(20), lagMs: 400 });
  gauge.read(calm(40));
  expect([gauge.soundPerS, gauge.limitedBy]).toEqual([40, null]);
});

test.each<[Partial<Reading>, string]>([
  [{ lagMs: 30 }, 'the driver was 30 ms late'],
  [{ failed: 9 }, '9 of 80 requests failed'],
  [{ openRequests: 60 }, 'requests took 0.7 s'],
  [flowing(4, 84), 'events took 2.0 s to the view'],
])('%j is too much: %s', (bad, why) => {
  const gauge = new Gauge(50);
  gauge.read(calm(40));
  for (let i = 0; i < 3; i++) gauge.read({ ...calm(40), ...bad });
  expect([gauge.limitedBy, gauge.soundPerS]).toEqual([why, null]);
});

test('each flow is held against itself, also where two are of the same things', () => {
  const gauge = new Gauge(50);
  const slowToo = (rate: number): Reading => ({
    ...calm(rate),
    flows: [
      { what: 'orders', until: 'to their end', open: rate / 10 },
      { what: 'orders', until: 'to the customer', open: 2 * rate },
    ],
  });
  for (const rate of [5, 10, 20, 40]) gauge.read(slowToo(rate));
  expect([gauge.soundPerS, gauge.limitedBy]).toEqual([40, null]);
});

test('where orders are slow by nature it is held against that, and a few under way are chance', () => {
  const slow = new Gauge(50);
  for (const rate of [5, 10, 20, 40]) slow.read({ ...calm(rate), ...flowing(2 * rate) });
  expect([slow.soundPerS, slow.limitedBy]).toEqual([40, null]);
  const few = new Gauge(50);
  for (let i = 0; i < 5; i++) few.read({ ...calm(1), ...flowing(3, 4), openRequests: 2 });
  expect(few.limitedBy).toBeNull();
});
