import { expect, test } from 'vitest';
import { drivenOf } from './drive.ts';

test('a run that nothing ended was driven for its whole time, however early its last request was answered', () => {
  expect(drivenOf({ elapsedMs: 4200 }, 5000, true)).toBe(5000);
  expect(drivenOf({ elapsedMs: 5900 }, 5000, true)).toBe(5000);
});

test('one that was ended early was driven until then', () => {
  expect(drivenOf({ elapsedMs: 4200 }, 5000, false)).toBe(4200);
  expect(drivenOf({ elapsedMs: 5900 }, 5000, false)).toBe(5000);
  expect(drivenOf({ elapsedMs: -800 }, 5000, false)).toBe(0);
});
