import { expect, test } from 'vitest';
import { duration, number, plural } from './words.ts';

test.each([
  [0, '0 seeds'],
  [1, '1 seed'],
  [2, '2 seeds'],
  [12_345, '12,345 seeds'],
])('%d of them', (count, said) => expect(plural(count, 'seed')).toBe(said));

test('some words have a plural of their own', () => {
  expect([plural(1, 'history', 'histories'), plural(7, 'history', 'histories')]).toEqual([
    '1 history',
    '7 histories',
  ]);
});

test.each([
  [0, '0 ms'],
  [850.4, '850 ms'],
  [13_400, '13.4 s'],
  [119_000, '119 s'],
  [738_000, '12.3 min'],
  [7_500_000, '2.08 h'],
  [3.6e9, '1,000 h'],
  [Number.NaN, '–'],
])('%d ms are %s', (ms, said) => expect(duration(ms)).toBe(said));

test.each([
  [1234.5, '1,235'],
  [0.012345, '0.0123'],
  [5, '5'],
  [null, '–'],
])('%j as a figure is %s', (value, said) => expect(number(value)).toBe(said));
