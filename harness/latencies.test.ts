import seedrandom from 'seedrandom';
import { expect, test } from 'vitest';
import { Latencies } from './latencies.ts';

const PERCENTILES = [0, 1, 50, 90, 99, 99.9, 99.999, 100];

test('no percentile lies outside what was recorded, however often it was encoded and merged', () => {
  const random = seedrandom('latencies');
  for (const digits of [2, 3] as const) {
    for (let round = 0; round < 12; round++) {
      const values = Array.from({ length: 1 + 3 * round }, () => Math.round(10 ** (8 * random())));
      let merged = new Latencies(digits);
      for (const value of values) {
        const part = new Latencies(digits);
        part.record(value);
        merged.add(JSON.parse(JSON.stringify(part.encode())));
        merged = Latencies.decode(merged.encode(), digits);
      }
      const [least, most] = [Math.min(...values), Math.max(...values)];
      expect([merged.minUs, merged.maxUs, merged.count]).toEqual([least, most, values.length]);
      expect(merged.meanUs).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length);
      for (const percentile of PERCENTILES) {
        expect(merged.percentileUs(percentile)).toBeGreaterThanOrEqual(least);
        expect(merged.percentileUs(percentile)).toBeLessThanOrEqual(most);
      }
      merged.eachValue((us) => {
        expect(us).toBeGreaterThanOrEqual(least);
        expect(us).toBeLessThanOrEqual(most);
      });
    }
  }
});

test('a maximum that no bucket ends at is told exactly, and so is every percentile that means it', () => {
  const latencies = new Latencies();
  for (let i = 0; i < 100; i++) latencies.record(1000 + i);
  latencies.record(8_838_001);
  expect(latencies.maxUs).toBe(8_838_001);
  expect(latencies.percentileUs(99.9)).toBe(8_838_001);
  expect(latencies.percentileUs(100)).toBe(8_838_001);
});

test('of nothing all figures are 0, and adding nothing changes nothing', () => {
  const none = new Latencies();
  expect([none.count, none.minUs, none.maxUs, none.meanUs, none.percentileUs(99)]).toEqual([0, 0, 0, 0, 0]);
  const one = new Latencies();
  one.record(5);
  one.add(none.encode());
  expect([one.minUs, one.maxUs, one.count]).toEqual([5, 5, 1]);
  one.reset();
  expect([one.count, one.minUs, one.maxUs]).toEqual([0, 0, 0]);
});
