import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linear, logarithmic, type Scale } from './scale.ts';
import { timeName, timeTicks } from './time.ts';

const isClose = (a: number, b: number) =>
  Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1e-300);
/** 1, 2 or 5 times a power of ten. */
const isRound = (value: number): boolean =>
  [1, 2, 5].some((factor) => isClose(value, factor * 10 ** Math.round(Math.log10(value / factor))));
const isMultiple = (value: number, step: number) => isClose(value / step, Math.round(value / step));
const ascending = ({ ticks }: Scale) => ticks.every((tick, i) => i === 0 || tick > ticks[i - 1]!);
const positive = (min: number, max: number) => fc.double({ min, max, noNaN: true });

test('ticks of any range are multiples of 1, 2 or 5 times a power of ten, few, and on the axis', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e4, max: 1e4, noNaN: true }),
      positive(0.1, 1e9),
      fc.boolean(),
      (low, extent, grow) => {
        const scale = linear(low, low + extent, { grow });
        const step = Number((scale.ticks[1]! - scale.ticks[0]!).toPrecision(7));
        expect(isRound(step)).toBe(true);
        expect(scale.ticks.every((tick) => Math.abs(tick / step - Math.round(tick / step)) < 1e-4)).toBe(
          true,
        );
        expect(ascending(scale)).toBe(true);
        expect(scale.ticks.length).toBeGreaterThanOrEqual(2);
        expect(scale.ticks.length).toBeLessThanOrEqual(7);
        for (const tick of scale.ticks) {
          expect(scale.at(tick)).toBeGreaterThan(-1e-6);
          expect(scale.at(tick)).toBeLessThan(1 + 1e-6);
        }
        expect(scale.at(low + extent)).toBeLessThanOrEqual(1 + 1e-9);
      },
    ),
  );
});

test('an axis of counts has no halves, and one value stands in the middle', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 0, max: 1000 }), (low, extent) => {
      const { ticks } = linear(low, low + extent, { least: 1 });
      expect(ticks.every(Number.isInteger)).toBe(true);
      expect(ticks.length).toBeGreaterThan(0);
    }),
  );
  expect(linear(3, 3).at(3)).toBe(0.5);
});

test('ticks of a log axis are 1, 2 or 5 times a power of ten, and so are its ends', () => {
  fc.assert(
    fc.property(positive(1e-3, 1e6), positive(1, 1e5), (low, ratio) => {
      const scale = logarithmic(low, low * ratio);
      expect(scale.ticks.every(isRound)).toBe(true);
      expect(isRound(scale.from) && isRound(scale.to)).toBe(true);
      expect(ascending(scale)).toBe(true);
      expect(scale.ticks.length).toBeGreaterThanOrEqual(2);
      expect(scale.ticks.length).toBeLessThanOrEqual(10);
      expect(scale.from).toBeLessThanOrEqual(low * (1 + 1e-9));
      expect(scale.to).toBeGreaterThanOrEqual(low * ratio * (1 - 1e-9));
    }),
  );
});

test('time has ticks at whole seconds, minutes and hours', () => {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200];
  fc.assert(
    fc.property(positive(0, 3600), positive(4, 86_400), (from, extent) => {
      const ticks = timeTicks(from, from + extent);
      const step = steps.find((candidate) => candidate >= extent / 7)!;
      expect(ticks.every((tick) => isMultiple(tick, step))).toBe(true);
      expect(ticks.length).toBeGreaterThanOrEqual(1);
      expect(ticks.length).toBeLessThanOrEqual(8);
    }),
  );
  expect(timeTicks(0, 30)).toEqual([0, 5, 10, 15, 20, 25, 30]);
  expect(timeTicks(0, 31)).toEqual([0, 5, 10, 15, 20, 25, 30]);
  expect(timeTicks(0, 3600)).toEqual([0, 600, 1200, 1800, 2400, 3000, 3600]);
  expect(timeTicks(10, 11)).toEqual([10, 10.2, 10.4, 10.6, 10.8, 11]);
});

test('a moment is named as long as the run asks for', () => {
  expect(timeName(12.5, 30)).toBe('12.5');
  expect(timeName(65, 600)).toBe('1:05');
  expect(timeName(65.5, 600)).toBe('1:05.5');
  expect(timeName(3725, 7200)).toBe('1:02:05');
});
