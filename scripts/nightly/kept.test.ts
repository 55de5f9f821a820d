import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { withTempDir } from '../temp-dir.ts';
import { type Asked, Kept, NotThatNight, type Sides } from './kept.ts';
import type { Slice } from './slice.ts';

const asked: Asked = { base: 'aaa', head: 'bbb', flags: { slices: 5, mongo: 'model' } };
const slice = (p50: number): Slice => ({ figures: { 'accept p50, ms': p50 }, violations: [] });
const pair = (n: number) => async (): Promise<Sides<Slice>> => ({ base: slice(n), head: slice(n + 1) });
const never = async (): Promise<never> => {
  throw new Error('it is kept');
};

const withFile = (work: (file: string) => Promise<void>) =>
  withTempDir('kept', (dir) => work(path.join(dir, 'deep', 'night.jsonl')));

test('what is finished is not done again, though the last line was cut off', () =>
  withFile(async (file) => {
    const night = Kept.open(file, asked, false);
    await night.pair('first', 1, pair(10));
    await night.pair('first', 2, pair(20));
    appendFileSync(file, '{"pair":{"pass":"first","numb');

    const again = Kept.open(file, asked, true, new Date(0));
    expect([again.startedAt, again.pairs]).toEqual([night.startedAt, 2]);
    expect((await again.pair('first', 2, never)).head).toEqual(slice(21));
    expect((await again.pair('second', 2, pair(30))).head).toEqual(slice(31));
    expect(Kept.open(file, asked, true).pairs).toBe(3);
    again.remove();
    expect(Kept.open(file, asked, true).pairs).toBe(0);
  }));

test('without being asked to, it begins anew', () =>
  withFile(async (file) => {
    await Kept.open(file, asked, false).pair('first', 1, pair(10));
    expect(Kept.open(file, asked, false).pairs).toBe(0);
    expect(Kept.open(file, asked, true).pairs).toBe(0);
  }));

test('other code or other flags are another night', () =>
  withFile(async (file) => {
    Kept.open(file, asked, false);
    for (const other of [
      { ...asked, head: 'bbb+changes' },
      { ...asked, flags: { slices: 6 } },
    ])
      expect(() => Kept.open(file, other, true)).toThrow(NotThatNight);
  }));
