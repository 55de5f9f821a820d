import { expect, test } from 'vitest';
import { measureStall } from './measure-stall.ts';
import { stalledPercentileMs } from './stall.ts';

test('a stall of 1 s every 5 s has its p99 at 950 ms', () => {
  const stall = { periodMs: 5000, stallMs: 1000 };
  expect(stalledPercentileMs(stall, 0.99)).toBeCloseTo(950);
  expect(stalledPercentileMs(stall, 0.9)).toBeCloseTo(500);
  expect(stalledPercentileMs(stall, 0.5)).toBe(0);
});

// A busy machine makes waits longer, and never shorter: what would be told without the requests that a stall held back
// is far below. That no more is told than was is held against the server's own times.
test('the driver tells of a stalling server what those waited who were due meanwhile, and loses no request', async () => {
  const stall = { periodMs: 2500, stallMs: 500 };
  const { recorder, due, heardAfterUs } = await measureStall({
    stall,
    periods: 1,
    ratePerS: 100,
    connections: 20,
  });
  expect(due).toBe(250);
  expect(recorder.response.count).toBe(250);
  expect(heardAfterUs).toHaveLength(250);
  const trueUs = (percentile: number) => stalledPercentileMs(stall, percentile / 100) * 1000;
  for (const percentile of [90, 95, 99])
    expect(recorder.response.percentileUs(percentile)).toBeGreaterThan(0.9 * trueUs(percentile));
  heardAfterUs.sort((a, b) => a - b);
  expect(heardAfterUs[0]).toBeGreaterThan(0);
  expect(heardAfterUs[25]).toBeLessThan(0.05 * trueUs(99));
  // Service alone hides what waited for a connection: this is what a closed loop would have told.
  expect(recorder.service.percentileUs(90)).toBeLessThan(recorder.response.percentileUs(90));
});
