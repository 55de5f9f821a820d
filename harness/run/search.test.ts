import { expect, test } from 'vitest';
import { type Schedule, unitsOf } from './schedule.ts';
import { type Found, foundWords, rateToTry, search } from './search.ts';

/** Ramps that come to these, one after the other. */
async function after(...found: Found[]) {
  const ramps: Schedule[] = [];
  const best = await search(async (schedule) => found[ramps.push(schedule) - 1]!);
  return { best, from: ramps.map(({ fromPerS }) => fromPerS), ramps };
}
const late = 'the driver was 60 ms late';

test('a ramp that went far, or never came to an end, is believed', async () => {
  const far = { soundPerS: 200, limitedBy: late };
  expect(await after(far)).toMatchObject({ best: far, from: [5] });
  const endless = { soundPerS: 1200, limitedBy: null };
  expect(await after(endless)).toMatchObject({ best: endless, from: [5] });
});

test('one that ended soon is tried again from nearer by, and the better counts', async () => {
  const [cold, warm] = [
    { soundPerS: 32, limitedBy: late },
    { soundPerS: 60, limitedBy: 'orders took 1.2 s to their end' },
  ];
  expect(await after(cold, warm)).toMatchObject({ best: warm, from: [5, 8] });
  expect((await after(warm, cold)).best).toBe(warm);
  const none = { soundPerS: null, limitedBy: late };
  expect(await after(none, cold)).toMatchObject({ best: cold, from: [5, 5] });
  expect((await after(none, none)).best).toBe(none);
});

test('no ramp asks for more than a stack can be given in half a minute', async () => {
  const { ramps } = await after({ soundPerS: 10, limitedBy: late }, { soundPerS: 10, limitedBy: late });
  for (const ramp of ramps) {
    expect(ramp.rampMs).toBeLessThanOrEqual(32_000);
    expect(unitsOf(ramp)).toBeLessThan(8000);
  }
});

test('it is measured well below what was borne, and each further try lower', () => {
  expect([0, 1, 2].map((attempt) => rateToTry(60, attempt))).toEqual([42, 29, 21]);
  expect(rateToTry(6, 0)).toBe(4.2);
  expect(rateToTry(null, 0)).toBe(3.5);
  expect(rateToTry(1, 3)).toBe(1);
});

test('what was found is said, also when nothing was', () => {
  expect(foundWords({ soundPerS: 60, limitedBy: late }, 'orders')).toBe(
    `up to 60 new orders/s were borne, beyond that ${late}`,
  );
  expect(foundWords({ soundPerS: 900, limitedBy: null }, 'orders')).toContain('at least 900');
  expect(foundWords({ soundPerS: null, limitedBy: late }, 'orders')).toBe(
    `not even 5 new orders/s were borne: ${late}`,
  );
});
