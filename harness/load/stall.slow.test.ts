import { expect, test } from 'vitest';
import { measureStall } from './measure-stall.ts';
import { stalledPercentileMs } from './stall.ts';

// Tried again for the reason given in the fast test.
test('at full length: 1 s in every 5 s, 1000/s, 50 connections', { retry: 2 }, async () => {
  const stall = { periodMs: 5000, stallMs: 1000 };
  const { recorder } = await measureStall({ stall, periods: 4, ratePerS: 1000, connections: 50 });
  const toldMs = (percentile: number) => recorder.response.getValueAtPercentile(percentile) / 1000;
  const p99Ms = stalledPercentileMs(stall, 0.99);
  expect(Math.abs(toldMs(99) - p99Ms) / p99Ms).toBeLessThan(0.05);
  // Those who came later in a stall wait, besides, for the server to work off those before them: longer than what
  // was worked out by as much as the machine takes for that, and never shorter.
  expect(toldMs(95)).toBeGreaterThan(0.95 * stalledPercentileMs(stall, 0.95));
});
