import { expect, test } from 'vitest';
import { saturationOf } from './saturation.ts';

/** 20 requests and 10 orders come per second; `openAt` says how many requests are open at the end of each. */
function run(seconds: number, openAt: (s: number) => number, openOrdersAt: (s: number) => number = () => 0) {
  const timeline = {
    ...{ sliceMs: 1000, slices: seconds },
    open: Array.from({ length: seconds }, (_, s) => openAt(s)),
  };
  const open = Array.from({ length: seconds }, (_, s) => openOrdersAt(s));
  return {
    timeline,
    flows: { completion: { open } },
    scenario: { of: 'orders' },
    requests: { duePerS: 20 },
    settings: { ratePerS: 10, drivenMs: seconds * 1000, warmupMs: 8000 },
  } as unknown as Parameters<typeof saturationOf>[0];
}

test('a pile that grows to the end is saturation, be it of requests or of orders, and the sentence says what was not', () => {
  expect(
    saturationOf(
      run(30, (s) => s * 10),
      7,
    ),
  ).toBe(
    'Saturated: 10 new orders/s were asked, and by the end work for 14 s had piled up. At 7 new orders/s it was not.',
  );
  expect(
    saturationOf(
      run(
        30,
        () => 3,
        (s) => s,
      ),
      null,
    ),
  ).toMatch(/^Saturated: .* 2\.\d s had piled up. At what rate/);
  const grows = run(30, (s) => s * 10);
  expect(saturationOf(grows, 10)).toMatch(/ had piled up\. In the warm-up that was borne\.$/);
});

test('work under way that stays the same is none, however slow it is, nor is a hiccup that is worked off', () => {
  expect(
    saturationOf(
      run(30, () => 4),
      null,
    ),
  ).toBeNull();
  expect(
    saturationOf(
      run(30, (s) => (s > 10 && s < 15 ? 200 : 2)),
      null,
    ),
  ).toBeNull();
  expect(
    saturationOf(
      run(30, (s) => (s === 29 ? 200 : 2)),
      null,
    ),
  ).toBeNull();
});

test('what the warm-up piled up and the run worked off is told as such', () => {
  expect(
    saturationOf(
      run(30, (s) => Math.max(0, 100 - 5 * s)),
      null,
    ),
  ).toMatch(/^Saturated at first: /);
});

test('a closed model has no schedule to fall behind', () => {
  const { settings, ...seen } = run(30, (s) => s * 10);
  const closed = { ...seen, requests: { duePerS: null }, settings: { ...settings, ratePerS: null } };
  expect(saturationOf(closed as unknown as Parameters<typeof saturationOf>[0], null)).toBeNull();
});
