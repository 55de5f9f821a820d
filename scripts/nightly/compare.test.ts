import seedrandom from 'seedrandom';
import { expect, test } from 'vitest';
import { compare, GATES } from './compare.ts';

const [p50, peak] = GATES as [(typeof GATES)[number], (typeof GATES)[number]];

/** Pairs that share the machine's mood, with noise of their own of about 5%. */
function pairs(count: number, effect: number, random: () => number) {
  const noisy = () => 1 + (random() + random() + random() - 1.5) * 0.1;
  const moods = Array.from({ length: count }, () => 20 * (1 + random()));
  return { base: moods.map((mood) => mood * noisy()), head: moods.map((mood) => mood * effect * noisy()) };
}

test('base against base raises no alarm, and the interval covers zero about 95 times in 100', () => {
  const random = seedrandom('a/a');
  let covers = 0;
  for (let i = 0; i < 200; i++) {
    const { base, head } = pairs(10, 1, random);
    const found = compare(p50, base, head, random);
    expect(found.isWorse).toBe(false);
    if (found.lowPercent <= 0 && found.highPercent >= 0) covers++;
  }
  expect(covers).toBeGreaterThan(170);
});

test('a fifth slower is found nearly always, whatever the machine does to both', () => {
  const random = seedrandom('slower');
  let found = 0;
  for (let i = 0; i < 100; i++) {
    const { base, head } = pairs(10, 1.2, random);
    if (compare(p50, base, head, random).isWorse) found++;
  }
  expect(found).toBeGreaterThan(95);
});

test('an effect that is sure but small is no alarm, nor is a change for the better', () => {
  const random = seedrandom('small');
  const small = pairs(40, 1.06, random);
  const found = compare(p50, small.base, small.head, random);
  expect(found.lowPercent).toBeGreaterThan(0);
  expect(found.isWorse).toBe(false);
  const better = pairs(10, 0.7, random);
  expect(compare(p50, better.base, better.head, random).isWorse).toBe(false);
  expect(compare(peak, better.base, better.head, random).isWorse).toBe(true);
});
