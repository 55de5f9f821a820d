import { InvalidArgumentError } from 'commander';
import { describe, expect, test } from 'vitest';
import { secondsBetween, timeSpan } from './time-span.ts';

describe('a time as a person writes it', () => {
  test.each([
    ['90s', 90_000],
    ['10m', 600_000],
    ['1h30m', 5_400_000],
    ['2h0m5s', 7_205_000],
  ])('%s', (text, ms) => expect(timeSpan(text)).toBe(ms));
  test.each(['', '10', 'm', '0s', '-1m', '1.5h', '5m1h', '10 m', '9999h'])('not %j', (text) =>
    expect(() => timeSpan(text)).toThrow(InvalidArgumentError),
  );
});

describe('seconds within bounds, with or without a unit', () => {
  const parse = secondsBetween(0.1, 3600);
  test.each([
    ['12', 12],
    ['0.5', 0.5],
    ['0.5s', 0.5],
    ['12s', 12],
    ['1m', 60],
    ['1h', 3600],
  ])('%s', (text, s) => expect(parse(text)).toBe(s));
  test.each(['', 'soon', '12 s', '0', '-5s', '1h1s', '3601', '12ms'])('not %j', (text) =>
    expect(() => parse(text)).toThrow(
      'expected seconds from 0.1 to 3600, or a time such as 90s, 10m or 1h30m.',
    ),
  );
  test('none at all where that is allowed', () => expect(secondsBetween(0, 10)('0s')).toBe(0));
});
