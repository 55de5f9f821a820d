import { expect, test } from 'vitest';
import { stretches } from './pace.ts';

test('what is left over at the end is told with what comes before it: no spike', () => {
  // Three in each ten seconds, and one more in the last 20 ms.
  expect(stretches([3, 3, 3, 1], 10_000, 30_020)).toEqual([
    { end: 10_000, length: 10_000, sum: 3 },
    { end: 20_000, length: 10_000, sum: 3 },
    { end: 30_020, length: 10_020, sum: 4 },
  ]);
});

test('what is shorter than one stretch is one, and nothing is none', () => {
  expect(stretches([2], 10_000, 500)).toEqual([{ end: 500, length: 500, sum: 2 }]);
  expect(stretches([], 10_000, 0)).toEqual([]);
});

test('of many, neighbours are joined, and none is lost', () => {
  const all = stretches(Array(1000).fill(2), 10, 9995);
  expect(all.length).toBeLessThanOrEqual(120);
  expect(all.reduce((sum, of) => sum + of.sum, 0)).toBe(2000);
  expect(all.at(-1)!.end).toBe(9995);
});
