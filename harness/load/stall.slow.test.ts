import { expect, test } from 'vitest';
import { measureStall } from './measure-stall.ts';
import { stalledPercentileMs } from './stall.ts';

test('at full length: 1 s in every 5 s, 1000/s, 50 connections', async () => {
  const stall = { periodMs: 5000, stallMs: 1000 };
  const { recorder } = await measureStall({ stall, periods: 4, ratePerS: 1000, connections: 50 });
  // Lower ones are moved by the time the server takes to work off what had piled up.
  for (const percentile of [95, 99]) {
    const trueMs = stalledPercentileMs(stall, percentile / 100);
    const errorShare = Math.abs(recorder.response.getValueAtPercentile(percentile) / 1000 - trueMs) / trueMs;
    expect(errorShare, `p${percentile}`).toBeLessThan(0.05);
  }
});
