import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mix } from './mix.ts';

const workload = mix({
  write: {
    weight: 3,
    ask: (n, pick) => ({ to: 'api', method: 'PUT', path: `/notes/${n}`, payload: { of: pick(5) } }),
  },
  read: { ask: (_n, pick) => ({ to: 'api', method: 'GET', path: `/notes/${pick(9)}`, key: 'any' }) },
});
const asked = { clients: 3, size: 400, swarm: true };
const drawn = (seed: number) => fc.sample(workload(fc, asked), { seed, numRuns: 1 })[0]!;

test('as many requests as asked for, in order, within their time, each kind by its weight', () => {
  const { requests, durationMs } = drawn(1);
  expect(requests).toHaveLength(400);
  const times = requests.map(({ atMs }) => atMs);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1)!).toBeLessThan(durationMs);
  expect(new Set(requests.map(({ client }) => client))).toEqual(new Set([0, 1, 2]));
  const writes = requests.filter(({ kind }) => kind === 'write');
  expect(writes.length).toBeGreaterThan(250);
  expect(writes.length).toBeLessThan(350);
});

test('numbers are unique and name a request that has no key of its own; what is picked is below', () => {
  const { requests } = drawn(2);
  const writes = requests.filter(({ kind }) => kind === 'write');
  expect(new Set(writes.map(({ path }) => path)).size).toBe(writes.length);
  for (const { path, key, payload } of writes) {
    expect(path).toBe(`/notes/${key}`);
    expect([0, 1, 2, 3, 4]).toContain((payload as { of: number }).of);
  }
  expect(requests.filter(({ kind }) => kind === 'read').every(({ key }) => key === 'any')).toBe(true);
});

test('a seed gives the same workload each time', () => {
  expect(drawn(7)).toEqual(drawn(7));
  expect(drawn(7)).not.toEqual(drawn(8));
});

test('a mix of nothing is refused', () => {
  expect(() => mix({})).toThrow('a mix needs at least one kind of request');
});

test('what a mix or a request does not know is an error that names it', () => {
  const get = { to: 'api', method: 'GET', path: '/' };
  expect(() => mix({ read: { wieght: 2, ask: () => get } as never })).toThrow(
    "read of a mix knows no 'wieght': it takes weight, ask",
  );
  const misspelt = mix({ read: { ask: () => ({ ...get, rety: true }) } });
  expect(() => fc.sample(misspelt(fc, asked), 1)).toThrow("a request knows no 'rety'");
});
