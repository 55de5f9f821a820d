import { expect, test } from 'vitest';
import { measureStall } from './measure-stall.ts';
import { stalledPercentileMs } from './stall.ts';

test('a stall of 1 s every 5 s has its p99 at 950 ms', () => {
  const stall = { periodMs: 5000, stallMs: 1000 };
  expect(stalledPercentileMs(stall, 0.99)).toBeCloseTo(950);
  expect(stalledPercentileMs(stall, 0.9)).toBeCloseTo(500);
  expect(stalledPercentileMs(stall, 0.5)).toBe(0);
});

test('the driver reports p99 of a stalling server within 5% of the truth, and loses no request', async () => {
  const stall = { periodMs: 1500, stallMs: 300 };
  const { recorder, due, answered } = await measureStall({
    stall,
    periods: 2,
    ratePerS: 1000,
    connections: 50,
  });
  expect(due).toBe(3000);
  expect(answered).toBe(3000);
  expect(recorder.response.totalCount).toBe(3000);
  const trueMs = stalledPercentileMs(stall, 0.99);
  expect(Math.abs(recorder.response.getValueAtPercentile(99) / 1000 - trueMs) / trueMs).toBeLessThan(0.05);
  // Service alone hides what waited for a connection: this is what a closed loop would have told.
  expect(recorder.service.getValueAtPercentile(99)).toBeLessThan(recorder.response.getValueAtPercentile(99));
});
