import { expect, test } from 'vitest';
import { withDatabase } from './with-database.ts';

test.each([
  ['mongodb://a:1,b:2/?replicaSet=rs0', 'mongodb://a:1,b:2/shop?replicaSet=rs0&w=majority'],
  ['mongodb://a:1/other?replicaSet=rs0&w=1', 'mongodb://a:1/shop?replicaSet=rs0&w=majority'],
  ['mongodb+srv://a', 'mongodb+srv://a/shop?w=majority'],
])('%s', (uri, expected) => {
  expect(withDatabase(uri, 'shop', { w: 'majority' })).toBe(expected);
});

test('options may be left out, and what is no connection string is refused', () => {
  expect(withDatabase('mongodb://a/', 'shop')).toBe('mongodb://a/shop');
  expect(() => withDatabase('localhost', 'shop')).toThrow(/'localhost' is no connection string/);
});
