import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAlone } from '../alone.ts';
import type { Member } from '../index.ts';
import { check, compare, contract, sequences } from './index.ts';

let member: Member;

beforeAll(async () => {
  member = await startAlone({ serverVersion: '4.4' });
});
afterAll(async () => {
  await member.close();
});

test.each(contract.map((c) => [c.name, c] as const))('%s', async (_, c) => {
  expect(await check(member.uri, c)).toEqual([]);
});

test('sequences drawn at random are answered the same twice', async () => {
  await fc.assert(
    fc.asyncProperty(sequences, async (steps) => {
      expect(await compare(member.uri, member.uri, steps)).toEqual([]);
    }),
    { seed: 1, numRuns: 20 },
  );
});
