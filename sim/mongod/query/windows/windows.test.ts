/** `$setWindowFields` and `$fill`, by examples of the manual. */
import { describe, expect, test } from 'vitest';
import { type Doc, toNumber } from '../../bson/values.ts';
import { SERVER } from '../expression.ts';
import { compilePipeline } from '../stages.ts';

const run = (docs: Doc[], ...pipeline: Doc[]): Doc[] => [
  ...compilePipeline(pipeline, { vars: {}, read: () => [] })(docs),
];
const windows = (docs: Doc[], spec: Doc): Doc[] => run(docs, { $setWindowFields: spec });
/** The numbers of a field, whatever their types. */
const numbers = (docs: Doc[], field: string): unknown[] =>
  docs.map((doc) => (doc[field] === null || doc[field] === undefined ? doc[field] : toNumber(doc[field])));
const refused = (code: number) => expect.objectContaining({ code });

const date = (text: string): Date => new Date(text);
const cakes: Doc[] = [
  { _id: 0, type: 'chocolate', orderDate: date('2020-05-18T14:10:30Z'), state: 'CA', quantity: 120 },
  { _id: 1, type: 'chocolate', orderDate: date('2021-03-20T11:30:05Z'), state: 'WA', quantity: 140 },
  { _id: 2, type: 'vanilla', orderDate: date('2021-01-11T06:31:15Z'), state: 'CA', quantity: 145 },
  { _id: 3, type: 'vanilla', orderDate: date('2020-02-08T13:13:23Z'), state: 'WA', quantity: 104 },
  { _id: 4, type: 'strawberry', orderDate: date('2019-05-18T16:09:01Z'), state: 'CA', quantity: 162 },
  { _id: 5, type: 'strawberry', orderDate: date('2019-01-08T06:12:03Z'), state: 'WA', quantity: 134 },
];
const byDate = { partitionBy: '$state', sortBy: { orderDate: 1 } };

describe('windows', () => {
  test('a sum that grows, by state', () => {
    const window = { documents: ['unbounded', 'current'] };
    const out = windows(cakes, { ...byDate, output: { sum: { $sum: '$quantity', window } } });
    expect(out.map(({ _id, sum }) => [_id, sum])).toEqual([
      [4, 162],
      [0, 282],
      [2, 427],
      [5, 134],
      [3, 238],
      [1, 378],
    ]);
  });

  test('a mean of two, by year, and the largest of all', () => {
    const out = windows(cakes, {
      partitionBy: { $year: '$orderDate' },
      sortBy: { orderDate: 1 },
      output: {
        mean: { $avg: '$quantity', window: { documents: [-1, 0] } },
        'of.most': { $max: '$quantity', window: { documents: ['unbounded', 'unbounded'] } },
      },
    });
    expect(out.map(({ _id, of }) => [_id, (of as Doc).most])).toEqual([
      [5, 162],
      [4, 162],
      [3, 120],
      [0, 120],
      [2, 145],
      [1, 145],
    ]);
    expect(numbers(out, 'mean')).toEqual([134, 148, 104, 112, 145, 142.5]);
  });

  test('by how far prices are apart', () => {
    const prices = [1, 3, 5, 20, 25, 26].map((price) => ({ price }));
    const window = { range: [-10, 10] };
    const out = windows(prices, { sortBy: { price: 1 }, output: { n: { $count: {}, window } } });
    expect(out.map(({ n }) => n)).toEqual([3, 3, 3, 3, 3, 3]);
  });

  test('by how far dates are apart', () => {
    const window = { range: ['unbounded', -10], unit: 'month' };
    const out = windows(cakes, { ...byDate, output: { before: { $push: '$orderDate', window } } });
    expect(out.find(({ _id }) => _id === 2)!.before).toEqual([cakes[4]!.orderDate]);
    expect(out.find(({ _id }) => _id === 0)!.before).toEqual([cakes[4]!.orderDate]);
    expect(out.find(({ _id }) => _id === 1)!.before).toEqual([cakes[5]!.orderDate, cakes[3]!.orderDate]);
  });

  test('that lie behind the document, or hold nothing', () => {
    const docs = [1, 2, 3].map((v) => ({ v }));
    const window = { documents: [1, 2] };
    const output = {
      list: { $push: '$v', window },
      first: { $first: '$v', window },
      sum: { $sum: '$v', window },
    };
    expect(windows(docs, { sortBy: { v: 1 }, output })).toEqual([
      { v: 1, list: [2, 3], first: 2, sum: 5 },
      { v: 2, list: [3], first: 3, sum: 3 },
      { v: 3, list: [], first: null, sum: 0 },
    ]);
  });

  test('keep what $topN and $addToSet kept', () => {
    const docs = [3, 1, 2].map((v, i) => ({ i, v }));
    const window = { documents: ['unbounded', 'current'] };
    const output = { top: { $topN: { n: 2, sortBy: { v: -1 }, output: '$v' }, window } };
    expect(windows(docs, { sortBy: { i: 1 }, output }).map(({ top }) => top)).toEqual([[3], [3, 1], [3, 2]]);
  });
});

describe('functions without a window', () => {
  const scores = [10, 20, 20, 30].map((v, i) => ({ i, v }));

  test('ranks leave gaps or none', () => {
    const output = { rank: { $rank: {} }, dense: { $denseRank: {} }, number: { $documentNumber: {} } };
    const out = windows(scores, { sortBy: { v: -1 }, output });
    expect(out.map(({ rank, dense, number }) => [rank, dense, number].map(Number))).toEqual([
      [1, 1, 1],
      [2, 2, 2],
      [2, 2, 3],
      [4, 3, 4],
    ]);
  });

  test('what comes before or after', () => {
    const output = {
      next: { $shift: { output: '$v', by: 1, default: 'none' } },
      last: { $shift: { output: '$v', by: -1 } },
    };
    const out = windows(scores, { sortBy: { i: 1 }, output });
    expect(out.map(({ next }) => next)).toEqual([20, 20, 30, 'none']);
    expect(out.map(({ last }) => last)).toEqual([null, 10, 20, 20]);
  });

  test('a mean that forgets', () => {
    const prices = [13, 15.4, 12, 11.7, 82, 94, 112].map((price, day) => ({ day, price }));
    const output = { mean: { $expMovingAvg: { input: '$price', N: 2 } } };
    const out = numbers(windows(prices.slice(0, 4), { sortBy: { day: 1 }, output }), 'mean');
    expect(out).toEqual([13, 14.6, 12.866666666666667, 12.088888888888889]);
    const alpha = { mean: { $expMovingAvg: { input: '$price', alpha: 0.75 } } };
    expect(numbers(windows(prices.slice(0, 2), { sortBy: { day: 1 }, output: alpha }), 'mean')).toEqual([
      13, 14.8,
    ]);
  });

  test('miles an hour, and kilowatt-hours', () => {
    const trucks = [
      { at: date('2020-05-18T14:10:30Z'), miles: 1295.1 },
      { at: date('2020-05-18T14:11:00Z'), miles: 1295.63 },
      { at: date('2020-05-18T14:11:30Z'), miles: 1296.25 },
      { at: date('2020-05-18T14:12:00Z'), miles: 1296.76 },
    ];
    const output = {
      speed: { $derivative: { input: '$miles', unit: 'hour' }, window: { range: [-30, 0], unit: 'second' } },
    };
    const [first, ...rest] = numbers(windows(trucks, { sortBy: { at: 1 }, output }), 'speed') as number[];
    expect(first).toBeNull();
    expect(rest.map((x) => Math.round(x * 10) / 10)).toEqual([63.6, 74.4, 61.2]);
    const power = [2.95, 2.7, 2.6, 2.98].map((kw, i) => ({ at: new Date(i * 30_000), kw }));
    const sum = {
      kwh: {
        $integral: { input: '$kw', unit: 'hour' },
        window: { range: ['unbounded', 'current'], unit: 'hour' },
      },
    };
    const total = numbers(windows(power, { sortBy: { at: 1 }, output: sum }), 'kwh') as number[];
    expect(total.map((x) => Math.round(x * 1e6) / 1e6)).toEqual([0, 0.023542, 0.045625, 0.068875]);
  });

  test('covariance', () => {
    const docs = [
      [1, 2],
      [2, 4],
      [3, 6],
    ].map(([x, y], i) => ({ i, x, y }));
    const output = { pop: { $covariancePop: ['$x', '$y'] }, samp: { $covarianceSamp: ['$x', '$y'] } };
    const [out] = windows(docs, { sortBy: { i: 1 }, output });
    expect(numbers([out!], 'samp')).toEqual([2]);
    expect(numbers([out!], 'pop')[0]).toBeCloseTo(4 / 3);
  });
});

describe('what is refused', () => {
  const window = { documents: [-1, 1] };
  test.each([
    [{ output: { a: { $sum: '$v', window } } }, 5339901],
    [{ sortBy: { v: 1 }, output: { a: { $sum: '$v', window: { documents: [1, 0] } } } }, 5339900],
    [{ sortBy: { v: 1, w: 1 }, output: { a: { $sum: '$v', window: { range: [-1, 0] } } } }, 5339902],
    [{ sortBy: { v: 1 }, output: { a: { $summ: '$v' } } }, 9],
    [{ sortBy: { v: 1, w: 1 }, output: { a: { $rank: {} } } }, 5371602],
    [{ sortBy: { v: 1 }, output: { a: { $rank: 1 } } }, 5371603],
    [{ sortBy: { v: 1 }, output: { a: { $locf: '$v', window } } }, 9],
    [{ output: { a: { $sum: 1 }, 'a.b': { $sum: 1 } } }, 6307900],
    [{ sortBy: { v: 1 } }, 40414],
    [{ partitionBy: '$list', output: { a: { $sum: 1 } } }, 14],
    [{ sortBy: { v: 1 }, output: { a: { $sum: 1, window: { range: [0, 1], unit: 'day' } } } }, 5429513],
  ])('%j', (spec, code) => {
    expect(() => windows([{ v: 1, list: [] }], spec)).toThrow(refused(code));
  });

  test('by servers before it', () => {
    const stage = { $setWindowFields: { sortBy: { v: 1 }, output: { a: { $locf: '$v' } } } };
    const compile = (version: '4.4' | '5.0') =>
      compilePipeline([stage], { vars: { [SERVER]: version }, read: () => [] });
    expect(() => compile('4.4')).toThrow(refused(40324));
    expect(() => compile('5.0')).toThrow('Unrecognized window function, $locf');
  });
});

describe('$fill', () => {
  const prices = [500, null, 515, null, null, 485].map((price, i) => ({ i, price }));

  test('by a line, by the last that was known, and by a value', () => {
    const fill = (output: Doc): unknown[] =>
      numbers(run(prices, { $fill: { sortBy: { i: 1 }, output } }), 'price');
    expect(fill({ price: { method: 'linear' } })).toEqual([500, 507.5, 515, 505, 495, 485]);
    expect(fill({ price: { method: 'locf' } })).toEqual([500, 500, 515, 515, 515, 485]);
    expect(fill({ price: { value: 0 } })).toEqual([500, 0, 515, 0, 0, 485]);
  });

  test('of each partition apart', () => {
    const docs = [
      { who: 'a', at: 1, v: 1 },
      { who: 'b', at: 2 },
      { who: 'a', at: 3 },
    ];
    const spec = { partitionByFields: ['who'], sortBy: { at: 1 }, output: { v: { method: 'locf' } } };
    expect(run(docs, { $fill: spec }).map(({ who, v }) => [who, v])).toEqual([
      ['a', 1],
      ['a', 1],
      ['b', null],
    ]);
  });

  test('what is refused', () => {
    expect(() => run([], { $fill: { output: {} } })).toThrow(refused(6050203));
    expect(() => run([], { $fill: { output: { a: { method: 'cubic' } } } })).toThrow(refused(6050202));
    expect(() => run([], { $fill: { output: { a: { method: 'linear' } } } })).toThrow(refused(605001));
    const twice = [
      { i: 1, v: 1 },
      { i: 1, v: null },
    ];
    expect(() => run(twice, { $fill: { sortBy: { i: 1 }, output: { v: { method: 'linear' } } } })).toThrow(
      refused(6050106),
    );
  });
});
