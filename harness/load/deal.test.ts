import { expect, test } from 'vitest';
import { deal } from './deal.ts';
import type { TimedRequest } from './request.ts';

const get = (path: string) => ({ pool: 'api', kind: 'get', method: 'GET', path });
const request = (dueMs: number, followed?: string): TimedRequest => ({
  ...{ ...get('/'), dueMs },
  ...(followed !== undefined && { follow: { ...get(followed), until: { field: 'is', in: ['done'] } } }),
});

test('requests are dealt out in turn', () => {
  const requests = Array.from({ length: 7 }, (_, i) => request(i));
  expect(deal(requests, 3)).toEqual([
    [0, 3, 6],
    [1, 4],
    [2, 5],
  ]);
});

test('what promises the same is one worker’s, whoever is first', () => {
  const requests = ['/a', '/b', '/b', '/a', undefined, '/a', '/c'].map((what, i) => request(i, what));
  expect(deal(requests, 2)).toEqual([
    [0, 3, 4, 5, 6],
    [1, 2],
  ]);
});
