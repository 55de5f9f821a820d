/** Expressions that came after 4.4, by examples of the manual; and that a server before them refuses them. */
import { describe, expect, test } from 'vitest';
import { compileExpr } from '../expr.ts';
import { SERVER } from '../expression.ts';

const evaluate = (expr: unknown, doc: Record<string, unknown> = {}): unknown =>
  compileExpr(expr, {})(doc, {});
const refused = (code: number) => expect.objectContaining({ code });

describe('fields by their names', () => {
  const doc = { 'price.usd': 45.99, $small: 1, qty: { a: 1 } };

  test('with dots and dollars', () => {
    expect(evaluate({ $getField: 'price.usd' }, doc)).toBe(45.99);
    expect(evaluate({ $getField: { $literal: '$small' } }, doc)).toBe(1);
    expect(evaluate({ $getField: { field: 'a', input: '$qty' } }, doc)).toBe(1);
    expect(evaluate({ $getField: { field: 'a', input: '$none' } }, doc)).toBeUndefined();
    expect(evaluate({ $getField: { field: 'a', input: null } }, doc)).toBeNull();
    expect(() => evaluate({ $getField: '$qty' }, doc)).toThrow(refused(5654600));
    expect(() => evaluate({ $getField: { $literal: 1 } }, doc)).toThrow(refused(5654602));
  });

  test('set and unset', () => {
    const input = '$$ROOT';
    expect(evaluate({ $setField: { field: 'price.usd', input, value: 1 } }, doc)).toEqual({
      ...doc,
      'price.usd': 1,
    });
    expect(evaluate({ $setField: { field: 'qty', input, value: '$$REMOVE' } }, doc)).not.toHaveProperty(
      'qty',
    );
    expect(evaluate({ $unsetField: { field: { $literal: '$small' }, input } }, doc)).not.toHaveProperty(
      '$small',
    );
    expect(evaluate({ $unsetField: { field: 'a', input: null } })).toBeNull();
    expect(() => evaluate({ $unsetField: { field: 'a', input: 1 } })).toThrow(refused(4161105));
    expect(() => evaluate({ $setField: { field: 'a', input } })).toThrow(refused(4161103));
  });
});

describe('what is picked of arrays', () => {
  test.each([
    [{ $firstN: { n: 3, input: [10, 20, 30, 40] } }, [10, 20, 30]],
    [{ $lastN: { n: 2, input: [10, 20, 30, 40] } }, [30, 40]],
    [{ $maxN: { n: 2, input: [1, null, 3, 2, '$none'] } }, [3, 2]],
    [{ $minN: { n: 5, input: [3, null, 1] } }, [1, 3]],
    [{ $sortArray: { input: [1, 4, 1, 6, 12, 5], sortBy: 1 } }, [1, 1, 4, 5, 6, 12]],
    [
      { $sortArray: { input: [{ a: { b: 1 } }, { a: { b: 2 } }], sortBy: { 'a.b': -1 } } },
      [{ a: { b: 2 } }, { a: { b: 1 } }],
    ],
    [{ $sortArray: { input: null, sortBy: 1 } }, null],
    [{ $filter: { input: [1, 2, 3, 4], cond: { $gt: ['$$this', 1] }, limit: 2 } }, [2, 3]],
    [{ $ifNull: [null, '$none', 3, 4] }, 3],
  ])('%j', (expr, wanted) => {
    expect(evaluate(expr)).toEqual(wanted);
  });

  test('of what is none, or none at all', () => {
    expect(() => evaluate({ $firstN: { n: 0, input: [] } })).toThrow(refused(5787908));
    expect(() => evaluate({ $firstN: { n: 1, input: '$none' } })).toThrow(refused(5788200));
    expect(() => evaluate({ $sortArray: { input: 1, sortBy: 1 } })).toThrow(refused(2942504));
    expect(() => evaluate({ $sortArray: { input: [] } })).toThrow(refused(2942503));
  });

  test('medians and percentiles are values that are there, as doubles', () => {
    const input = [7, 91, 'x', 38, 54, 62];
    expect(String(evaluate({ $median: { input, method: 'approximate' } }))).toBe('54');
    const p = [0.5, 0.95, 0, 1];
    expect((evaluate({ $percentile: { input, p, method: 'approximate' } }) as unknown[]).map(String)).toEqual(
      ['54', '91', '7', '91'],
    );
    expect(evaluate({ $median: { input: [], method: 'approximate' } })).toBeNull();
    expect(() => evaluate({ $percentile: { input, p: [2], method: 'approximate' } })).toThrow(
      refused(7750303),
    );
    expect(() => evaluate({ $median: { input, method: 'exact' } })).toThrow(refused(2));
  });
});

test.each([
  [{ $bitAnd: [3, 10n] }, 2n],
  [{ $bitOr: [3, 8] }, 11],
  [{ $bitXor: [3, 10, 1] }, 8],
  [{ $bitNot: 5 }, -6],
  [{ $bitAnd: [] }, -1],
  [{ $bitOr: [1, null] }, null],
])('%s is as in two’s complement', (expr, wanted) => {
  expect(evaluate(expr)).toBe(wanted);
});

test('a bitwise operator takes no doubles', () => {
  expect(() => evaluate({ $bitAnd: [1, 1.5] })).toThrow(refused(14));
});

test.each([
  ['4.4', { $getField: 'a' }],
  ['4.4', { $dateTrunc: { date: '$d', unit: 'day' } }],
  ['5.0', { $sortArray: { input: [], sortBy: 1 } }],
  ['6.0', { $map: { input: [], in: { $median: { input: 1, method: 'approximate' } } } }],
] as const)('%s does not know %j', (version, expr) => {
  expect(() => compileExpr(expr, { [SERVER]: version })).toThrow(refused(168));
});

test('$ifNull takes two before 5.0', () => {
  expect(() => compileExpr({ $ifNull: [1, 2, 3] }, { [SERVER]: '4.4' })).toThrow(refused(16020));
});
