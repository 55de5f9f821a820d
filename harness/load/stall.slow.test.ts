import { expect, test } from 'vitest';
import { measureStall } from './measure-stall.ts';
import { stalledPercentileMs } from './stall.ts';

test('at full length: 1 s in every 5 s, 1000/s, 50 connections', async () => {
  const stall = { periodMs: 5000, stallMs: 1000 };
  const { recorder } = await measureStall({ stall, periods: 4, ratePerS: 1000, connections: 50 });
  const toldMs = (percentile: number) => recorder.response.percentileUs(percentile) / 1000;
  const trueMs = (percentile: number) => stalledPercentileMs(stall, percentile / 100);
  // The server works off what had piled up, one after the other: who came half as late in a stall, as those at p95
  // beside those at p90, waits half as long for that.
  const workedOffMs = toldMs(90) - trueMs(90);
  expect(workedOffMs).toBeGreaterThanOrEqual(0);
  const expectedMs = { 95: trueMs(95) + workedOffMs / 2, 99: trueMs(99) };
  for (const [percentile, ms] of Object.entries(expectedMs)) {
    expect(Math.abs(toldMs(Number(percentile)) - ms) / ms, `p${percentile}`).toBeLessThan(0.05);
  }
});
