import { expect, test } from 'vitest';
import { settleFor, targetOf } from './flags.ts';

const service = { entry: '', instances: 1, env: () => ({}) };
const shop = { name: 'shop', services: { orders: service, views: service, bank: service } };
const asked = ['orders', 'views'];

test('a target is where each service that is asked is', () => {
  expect(targetOf([], asked, shop)).toBeNull();
  expect(targetOf(['orders=http://a/', 'views=https://b:81/x'], asked, shop)).toEqual({
    orders: 'http://a',
    views: 'https://b:81',
  });
  expect(targetOf(['http://a:1'], ['orders'], shop)).toEqual({ orders: 'http://a:1' });
});

test.each([
  [['http://a'], 'say of which service it is, of orders and views: orders=URL'],
  [['orders=http://a'], 'requests go to views as well: say with --target views=URL where it is'],
  [['carts=http://a'], "there is no service 'carts' in the scenario shop. There are: orders, views, bank"],
  [['orders=a.b'], "expected an http:// or https:// URL, not 'a.b'"],
  [['ftp://a', 'orders=http://a'], 'say of which service'],
])('%j is refused with a reason', (texts, reason) => {
  expect(() => targetOf(texts, asked, shop)).toThrow(reason);
});

test('a scenario that says when it is at rest may be given any time for that; any other needs more than its stillness', () => {
  const rest = () => ({ onChange() {}, isAtRest: true, open: () => [] });
  expect(settleFor(1000, { name: 'shop', rest })).toBe(1000);
  expect(settleFor(6000, { name: 'notes' })).toBe(6000);
  expect(() => settleFor(5000, { name: 'notes' })).toThrow(
    '--settle must be more than 5 s: the scenario notes does not say when it is at rest',
  );
});
