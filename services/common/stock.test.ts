import { expect, it } from 'vitest';
import { type StockEvent, stockChange, whyPoison } from './stock.ts';

const event = (type: unknown, qty: unknown) => ({ type, qty }) as StockEvent;

it.each([
  ['restocked', 5, 5],
  ['reserved', 2, -2],
  ['released', 2, 2],
  ['released', 0, 0],
])('%s %i changes stock by %i', (type, qty, change) => {
  expect(stockChange(event(type, qty))).toBe(change);
  expect(whyPoison(event(type, qty))).toBeNull();
});

it.each([
  ['stolen', 1],
  ['toString', 1],
  [undefined, 1],
  [{ $gt: '' }, 1],
  ['reserved', -1],
  ['reserved', 0.5],
  ['reserved', '1'],
  ['reserved', null],
  ['reserved', Number.MAX_VALUE],
])('%j of %j is poison and changes nothing', (type, qty) => {
  expect(stockChange(event(type, qty))).toBe(0);
  expect(whyPoison(event(type, qty))).toEqual(expect.any(String));
});
