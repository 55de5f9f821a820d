import { expect, test } from 'vitest';
import { namesOf, saysOneOf } from './about.ts';

test('names are those of subject and related', () => {
  expect(namesOf({ subject: 'order ORD-1', related: ['product lamp', 'view'] })).toEqual([
    'ORD-1',
    'lamp',
    'view',
  ]);
});

test('a name is said in path, key or payload, and no longer one is taken for it', () => {
  const isAbout = saysOneOf(['ORD-1', 'a.b']);
  expect(isAbout({ path: '/orders/ORD-1' })).toBe(true);
  expect(isAbout({ payload: { of: ['a.b'] } })).toBe(true);
  expect(isAbout({ path: '/orders/ORD-12', key: 'LORD-1', payload: 'aXb' })).toBe(false);
  expect(saysOneOf([])({ path: '/' })).toBe(false);
});
