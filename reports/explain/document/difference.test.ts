import { expect, test } from 'vitest';
import { difference, inWords } from './difference.ts';
import { inline, lines } from './notation.ts';

const texts = (before: unknown, after: unknown) =>
  difference(before, after).map(({ sign, text }) => sign + text);

test('types that JSON does not have are written as a shell writes them', () => {
  expect(
    inline({
      _id: { $oid: '6592008367726f7501000001' },
      at: { $date: '2024-01-01T00:00:00Z' },
      old: { $date: { $numberLong: '-1' } },
      n: { $numberLong: '9007199254740993' },
      'a-b': ["it's", 'say "so"', null],
      none: {},
    }),
  ).toBe(
    "{ _id: ObjectId('6592008367726f7501000001'), at: ISODate('2024-01-01T00:00:00Z'), old: ISODate('1969-12-31T23:59:59.999Z'), n: Long('9007199254740993'), 'a-b': ['it\\'s', 'say \"so\"', null], none: {} }",
  );
  expect(inline({ $set: { a: 1 } })).toBe('{ $set: { a: 1 } }');
});

test('what fits on a line stays on one, and what does not is laid out', () => {
  expect(lines({ a: 1 })).toEqual(['{ a: 1 }']);
  const long = 'x'.repeat(70);
  expect(lines({ a: long, b: [1] })).toEqual(['{', `  a: '${long}'`, '  b: [1]', '}']);
});

test('a field that changed is told by what it was and is; what stayed is not repeated at length', () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`field${i}`, i]));
  expect(
    texts({ _id: 1, status: 'pending', gone: 1, many }, { _id: 1, status: 'charged', many, more: [] }),
  ).toEqual([
    ' {',
    '   _id: 1',
    "-  status: 'pending'",
    "+  status: 'charged'",
    '-  gone: 1',
    '   many: { …}',
    '+  more: []',
    ' }',
  ]);
});

test('of a list that grows, what it had is counted', () => {
  expect(texts({ list: [1, 2, 3] }, { list: [1, 2, 3, { x: 4 }] })).toEqual([
    ' {',
    '   list: [',
    '     … 3 the same',
    '+    { x: 4 }',
    '   ]',
    ' }',
  ]);
});

test('what is new or gone is so whole', () => {
  expect(texts(null, { a: 1 })).toEqual(['+{ a: 1 }']);
  expect(texts({ a: 1 }, null)).toEqual(['-{ a: 1 }']);
});

test('in a sentence: the fields that are not the same', () => {
  expect(inWords({ a: 1, b: 1, c: 1 }, { a: 2, b: 1, d: 3 })).toBe('a: 1 → 2; c gone; d: 3');
  expect(inWords(null, { a: 1 })).toBe('{ a: 1 }');
  expect(inWords({ a: 1 }, null)).toBe('was { a: 1 }');
});
