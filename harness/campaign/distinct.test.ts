import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Distinct } from './distinct.ts';

test('counts as a set does, through many growths, also hashes that are nothing or zeros', () => {
  const distinct = new Distinct();
  const known = new Set<string>();
  for (let i = 0; i < 20_000; i++) {
    const hash = createHash('sha256')
      .update(String(i % 15_000))
      .digest('hex')
      .slice(0, 16);
    expect(distinct.add(hash)).toBe(!known.has(hash));
    known.add(hash);
  }
  expect(distinct.size).toBe(15_000);
  expect(distinct.add('0000000000000000')).toBe(true);
  expect(distinct.add('0000000000000000')).toBe(false);
});
