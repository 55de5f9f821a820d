import { expect, test } from 'vitest';
import { rateAt, type Schedule, steadyAt, timeOfMs, unitsOf } from './schedule.ts';

const schedules: Schedule[] = [
  { fromPerS: 5, toPerS: 320, rampMs: 24_000, steadyMs: 0 },
  { fromPerS: 5, toPerS: 80, rampMs: 4000, steadyMs: 10_000 },
  { fromPerS: 5, toPerS: 2, rampMs: 4000, steadyMs: 1000 },
  { fromPerS: 7, toPerS: 7, rampMs: 3000, steadyMs: 3000 },
  { fromPerS: 5, toPerS: 100, rampMs: 0, steadyMs: 2000 },
];

test.each(schedules)('as much is due as the rate of %j says, at every moment', (schedule) => {
  const wholeMs = schedule.rampMs + schedule.steadyMs;
  expect(timeOfMs(schedule, 0)).toBe(0);
  expect(timeOfMs(schedule, unitsOf(schedule))).toBeCloseTo(wholeMs, 3);
  let due = 0;
  for (let atMs = 0; atMs < wholeMs; atMs++) {
    due += rateAt(schedule, atMs + 0.5) / 1000;
    expect(Math.abs(timeOfMs(schedule, due) - (atMs + 1))).toBeLessThan(1);
  }
  expect(due / unitsOf(schedule)).toBeCloseTo(1, 3);
});

test('a steady rate is reached in the first two thirds of the warm-up, and at once without one', () => {
  expect([0, 5999, 6000, 20_000].map((atMs) => Math.round(rateAt(steadyAt(80, 9000, 30_000), atMs)))).toEqual(
    [5, 80, 80, 80],
  );
  expect(rateAt(steadyAt(80, 0, 30_000), 0)).toBe(80);
  expect(unitsOf(steadyAt(80, 0, 30_000))).toBe(2400);
});
