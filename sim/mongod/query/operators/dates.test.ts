/** Dates in expressions, by examples of the manual and what the server's calendar says of corners. */
import { Timestamp } from 'bson';
import { describe, expect, test } from 'vitest';
import { compileExpr } from '../expr.ts';

const evaluate = (expr: unknown, doc: Record<string, unknown> = {}): unknown =>
  compileExpr(expr, {})(doc, {});
const at = (text: string): Date => new Date(text);

describe('$dateTrunc', () => {
  const date = at('2021-03-20T11:30:05Z');
  test.each([
    [{ unit: 'hour' }, '2021-03-20T11:00:00Z'],
    [{ unit: 'month', timezone: 'America/Los_Angeles' }, '2021-03-01T08:00:00Z'],
    [{ unit: 'week', timezone: 'America/Los_Angeles', startOfWeek: 'Monday' }, '2021-03-15T07:00:00Z'],
    [{ unit: 'hour', binSize: 2, timezone: 'America/Los_Angeles' }, '2021-03-20T10:00:00Z'],
    [{ unit: 'year' }, '2021-01-01T00:00:00Z'],
    [{ unit: 'quarter' }, '2021-01-01T00:00:00Z'],
    [{ unit: 'week' }, '2021-03-14T00:00:00Z'],
    [{ unit: 'day', timezone: '+14:00' }, '2021-03-20T10:00:00Z'],
    [{ unit: 'minute', binSize: 20 }, '2021-03-20T11:20:00Z'],
  ])('%j', (args, wanted) => {
    expect(evaluate({ $dateTrunc: { date, ...args } })).toEqual(at(wanted));
  });

  test('bins are laid from 2000, also for what is before', () => {
    const before = evaluate({ $dateTrunc: { date: at('1999-12-31T23:59:59Z'), unit: 'month', binSize: 5 } });
    expect(before).toEqual(at('1999-08-01T00:00:00Z'));
  });

  test('of nothing is null; what makes no sense is refused', () => {
    expect(evaluate({ $dateTrunc: { date: '$none', unit: 'day' } })).toBeNull();
    expect(() => evaluate({ $dateTrunc: { date, unit: 'day', binSize: 0 } })).toThrow(
      expect.objectContaining({ code: 5439018 }),
    );
    expect(() => evaluate({ $dateTrunc: { date, unit: 'eon' } })).toThrow('unknown time unit value: eon');
    expect(() => evaluate({ $dateTrunc: { unit: 'day' } })).toThrow(
      expect.objectContaining({ code: 5439009 }),
    );
  });
});

describe('$dateAdd and $dateSubtract', () => {
  test.each([
    ['2020-12-31T12:10:05Z', 'month', 2, undefined, '2021-02-28T12:10:05Z'],
    ['2020-10-31T00:00:00Z', 'month', 1, undefined, '2020-11-30T00:00:00Z'],
    ['2020-02-29T00:00:00Z', 'year', 1, undefined, '2021-02-28T00:00:00Z'],
    ['2020-11-30T12:10:05Z', 'quarter', 1, undefined, '2021-02-28T12:10:05Z'],
    // Clocks go back an hour in the night.
    ['2020-11-01T02:00:00Z', 'day', 1, 'America/New_York', '2020-11-02T03:00:00Z'],
    ['2020-11-01T05:50:02Z', 'hour', 1, 'America/New_York', '2020-11-01T06:50:02Z'],
    ['2020-11-01T02:00:00Z', 'week', 1, '-05:00', '2020-11-08T02:00:00Z'],
  ])('%s and %s %d in %s', (startDate, unit, amount, timezone, wanted) => {
    const args = { startDate: at(startDate), unit, amount, ...(timezone && { timezone }) };
    expect(evaluate({ $dateAdd: args })).toEqual(at(wanted));
    expect(evaluate({ $dateSubtract: { ...args, amount: -amount } })).toEqual(at(wanted));
  });

  test('an amount is whole', () => {
    expect(() => evaluate({ $dateAdd: { startDate: at('2020-01-01'), unit: 'day', amount: 1.5 } })).toThrow(
      expect.objectContaining({ code: 5166405 }),
    );
  });
});

describe('$dateDiff', () => {
  test.each([
    ['2021-01-01', '2021-01-31', 'week', 'monday', 4n],
    ['2021-01-01', '2021-01-31', 'week', 'sunday', 5n],
    ['2021-01-01', '2021-01-31', 'month', 'sunday', 0n],
    ['2021-01-31', '2021-02-01', 'month', 'sunday', 1n],
    ['2020-12-31T23:59:59Z', '2021-01-01T00:00:00Z', 'year', 'sunday', 1n],
    ['2021-03-31', '2021-04-01', 'quarter', 'sunday', 1n],
    ['2021-01-01T00:59:59Z', '2021-01-01T01:00:00Z', 'hour', 'sunday', 1n],
    ['2021-01-02', '2021-01-01', 'day', 'sunday', -1n],
  ])('%s to %s in %s from %s', (start, end, unit, startOfWeek, wanted) => {
    expect(evaluate({ $dateDiff: { startDate: at(start), endDate: at(end), unit, startOfWeek } })).toBe(
      wanted,
    );
  });

  test('days are those of the time zone, and hours those that passed', () => {
    const args = { startDate: at('2021-03-14T08:00:00Z'), endDate: at('2021-03-15T04:30:00Z') };
    const timezone = 'America/New_York';
    expect(evaluate({ $dateDiff: { ...args, unit: 'day' } })).toBe(1n);
    expect(evaluate({ $dateDiff: { ...args, unit: 'day', timezone } })).toBe(1n);
    expect(evaluate({ $dateDiff: { ...args, unit: 'day', timezone: 'America/Los_Angeles' } })).toBe(0n);
    const dst = { startDate: at('2021-03-14T06:00:00Z'), endDate: at('2021-03-14T08:00:00Z') };
    expect(evaluate({ $dateDiff: { ...dst, unit: 'hour', timezone } })).toBe(2n);
  });
});

describe('parts and text', () => {
  const date = at('2017-01-01T04:05:06.789Z');

  test('of a date in a time zone', () => {
    expect(evaluate({ $dateToParts: { date, timezone: 'America/New_York' } })).toEqual({
      year: 2016,
      month: 12,
      day: 31,
      hour: 23,
      minute: 5,
      second: 6,
      millisecond: 789,
    });
    expect(evaluate({ $dateToParts: { date, iso8601: true } })).toMatchObject({
      isoWeekYear: 2016,
      isoWeek: 52,
      isoDayOfWeek: 7,
    });
    expect(evaluate({ $hour: { date, timezone: '+05:30' } })).toBe(9);
    expect(evaluate({ $week: date })).toBe(1);
    expect(evaluate({ $week: at('2016-01-01') })).toBe(0);
    expect(evaluate({ $isoWeekYear: date })).toBe(2016n);
    expect(evaluate({ $dayOfYear: [date] })).toBe(1);
    expect(evaluate({ $year: '$none' })).toBeNull();
    expect(() => evaluate({ $year: { date, timezone: 'Mars/Olympus' } })).toThrow(
      expect.objectContaining({ code: 40485 }),
    );
  });

  test('into text and back', () => {
    const format = '%Y-%m-%d %H:%M:%S.%L %z %j %u %V %%';
    expect(evaluate({ $dateToString: { date, format, timezone: 'America/New_York' } })).toBe(
      '2016-12-31 23:05:06.789 -0500 366 6 52 %',
    );
    expect(evaluate({ $dateToString: { date } })).toBe('2017-01-01T04:05:06.789Z');
    expect(evaluate({ $dateToString: { date, timezone: 'Europe/Berlin' } })).toBe('2017-01-01T05:05:06.789');
    expect(evaluate({ $dateToString: { date: null, onNull: 'none' } })).toBe('none');
    expect(() => evaluate({ $dateToString: { date, format: '%q' } })).toThrow(
      "Invalid format character '%q'",
    );
  });

  test.each([
    ['2017-02-08T12:10:40.787', {}, '2017-02-08T12:10:40.787Z'],
    ['2017-02-08T12:10:40.787', { timezone: 'America/New_York' }, '2017-02-08T17:10:40.787Z'],
    ['2017-02-08', { timezone: 'America/New_York' }, '2017-02-08T05:00:00Z'],
    ['2017-02-08T12:10:40.787+02:00', {}, '2017-02-08T10:10:40.787Z'],
    ['06-15-2018', { format: '%m-%d-%Y' }, '2018-06-15T00:00:00Z'],
    ['15-06-2018', { format: '%d-%m-%Y' }, '2018-06-15T00:00:00Z'],
    ['2018-25-1', { format: '%G-%V-%u' }, '2018-06-18T00:00:00Z'],
    ['Jul 4, 2017 06:15', {}, '2017-07-04T06:15:00Z'],
  ])('%s with %j', (dateString, args, wanted) => {
    expect(evaluate({ $dateFromString: { dateString, ...args } })).toEqual(at(wanted));
  });

  test('what cannot be read is an error, or what is given for it', () => {
    const bad = { dateString: 'tomorrow-ish' };
    expect(() => evaluate({ $dateFromString: bad })).toThrow(expect.objectContaining({ code: 241 }));
    expect(evaluate({ $dateFromString: { ...bad, onError: 'bad' } })).toBe('bad');
    expect(evaluate({ $dateFromString: { dateString: '$none', onNull: 'none' } })).toBe('none');
  });

  test('made of parts, which carry over', () => {
    expect(evaluate({ $dateFromParts: { year: 2017, month: 14, day: 1, hour: 12 } })).toEqual(
      at('2018-02-01T12:00:00Z'),
    );
    expect(
      evaluate({ $dateFromParts: { isoWeekYear: 2017, isoWeek: 6, isoDayOfWeek: 3, hour: 12 } }),
    ).toEqual(at('2017-02-08T12:00:00Z'));
    expect(
      evaluate({
        $dateFromParts: { year: 2016, month: 12, day: 31, hour: 23, timezone: 'America/New_York' },
      }),
    ).toEqual(at('2017-01-01T04:00:00Z'));
  });

  test('of a timestamp', () => {
    const ts = new Timestamp({ t: 1622731060, i: 7 });
    expect(evaluate({ $tsSecond: '$ts' }, { ts })).toBe(1622731060n);
    expect(evaluate({ $tsIncrement: '$ts' }, { ts })).toBe(7n);
    expect(() => evaluate({ $tsSecond: 1 })).toThrow(expect.objectContaining({ code: 5687301 }));
  });
});
