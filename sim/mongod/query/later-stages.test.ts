/** `$densify`, `$documents`, `$lookup` with fields and a pipeline, and the accumulators of 5.0 to 7.0 in `$group`. */
import { describe, expect, test } from 'vitest';
import type { Doc } from '../bson/values.ts';
import { SERVER } from './expression.ts';
import { compilePipeline } from './stages.ts';

const others: Record<string, Doc[]> = {};
const run = (docs: Doc[], ...pipeline: Doc[]): Doc[] => [
  ...compilePipeline(pipeline, { vars: {}, read: (name) => others[name] ?? [] })(docs),
];
const refused = (code: number) => expect.objectContaining({ code });
const date = (text: string): Date => new Date(text);

describe('$densify', () => {
  const hourly = [
    { at: date('2021-05-18T00:00:00Z'), temp: 12 },
    { at: date('2021-05-18T04:00:00Z'), temp: 11 },
    { at: date('2021-05-18T08:00:00Z'), temp: 11 },
  ];

  test('dates, between bounds of which the last is not in', () => {
    const bounds = [date('2021-05-18T00:00:00Z'), date('2021-05-18T08:00:00Z')];
    const out = run(hourly, { $densify: { field: 'at', range: { step: 1, unit: 'hour', bounds } } });
    expect(out.map(({ at }) => (at as Date).getUTCHours())).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(out[1]).toEqual({ at: date('2021-05-18T01:00:00Z') });
  });

  const coffee = [
    { kind: 'arabica', alt: 600, score: 68 },
    { kind: 'arabica', alt: 750, score: 69 },
    { kind: 'arabica', alt: 950, score: 75 },
    { kind: 'gesha', alt: 1250, score: 70 },
    { kind: 'gesha', alt: 1700, score: 75 },
    { kind: 'gesha', alt: 1950, score: 77 },
  ];
  const altitudes = (bounds: unknown, kind: string): unknown[] =>
    run(coffee, { $densify: { field: 'alt', partitionByFields: ['kind'], range: { bounds, step: 200 } } })
      .filter((doc) => doc.kind === kind)
      .map(({ alt }) => alt);

  test('all partitions alike', () => {
    expect(altitudes('full', 'gesha')).toEqual([600, 800, 1000, 1200, 1250, 1400, 1600, 1700, 1800, 1950]);
    expect(altitudes('full', 'arabica')).toEqual([600, 750, 800, 950, 1000, 1200, 1400, 1600, 1800]);
  });

  test('each partition by itself', () => {
    expect(altitudes('partition', 'arabica')).toEqual([600, 750, 800, 950]);
    expect(altitudes('partition', 'gesha')).toEqual([1250, 1450, 1650, 1700, 1850, 1950]);
  });

  test('what has no value passes, and bounds hold where there is nothing', () => {
    const range = { step: 1, bounds: [1, 4] };
    expect(run([{ a: null }, { a: 3 }, { a: 7 }], { $densify: { field: 'a', range } })).toEqual([
      { a: null },
      { a: 1 },
      { a: 2 },
      { a: 3 },
      { a: 7 },
    ]);
    expect(run([], { $densify: { field: 'a', range } })).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
  });

  test.each([
    [{ step: 0, bounds: 'full' }, 5733401],
    [{ step: 1, bounds: 'partition' }, 5733408],
    [{ step: 1, bounds: [2, 1] }, 5733402],
    [{ step: 1.5, bounds: [1, 2] }, 5876900],
    [{ step: 1, bounds: [date('2021-01-01'), date('2021-01-02')] }, 5733410],
    [{ step: 1 }, 40414],
  ])('refuses %j', (range, code) => {
    expect(() => run([], { $densify: { field: 'a', range } })).toThrow(refused(code));
  });
});

test('$documents begins a pipeline, also one within another', () => {
  const stage = { $documents: [{ a: 1 }, { a: { $add: [1, 1] } }] };
  expect(run([], stage, { $match: { a: 2 } })).toEqual([{ a: 2 }]);
  expect(run([{ a: 0 }], { $unionWith: { pipeline: [stage] } })).toHaveLength(3);
  expect(run([{ a: 0 }], { $lookup: { pipeline: [stage], as: 'l' } })[0]!.l).toHaveLength(2);
  expect(() => run([], { $match: {} }, stage)).toThrow(refused(40602));
  expect(() => run([], { $documents: [1] })).toThrow(refused(5858203));
  const older = { vars: { [SERVER]: '5.0' } as const, read: () => [] };
  expect(() => compilePipeline([stage], older)).toThrow(refused(40324));
});

test('$lookup by fields and a pipeline at once', () => {
  others.restaurants = [
    { name: 'American Steak House', food: ['filet', 'sirloin'], beverages: ['beer', 'wine'] },
    { name: 'Honest John Pizza', food: ['cheese pizza', 'pepperoni pizza'], beverages: ['soda'] },
  ];
  const orders = [
    { _id: 1, drink: 'beer', restaurant_name: 'American Steak House' },
    { _id: 2, drink: 'beer', restaurant_name: 'Honest John Pizza' },
  ];
  const lookup = {
    from: 'restaurants',
    localField: 'restaurant_name',
    foreignField: 'name',
    let: { drink: '$drink' },
    pipeline: [{ $match: { $expr: { $in: ['$$drink', '$beverages'] } } }, { $project: { name: 1 } }],
    as: 'matches',
  };
  expect(run(orders, { $lookup: lookup }).map(({ matches }) => matches)).toEqual([
    [{ name: 'American Steak House' }],
    [],
  ]);
  const older = { vars: { [SERVER]: '4.4' } as const, read: () => [] };
  expect(() => compilePipeline([{ $lookup: lookup }], older)).toThrow(refused(9));
});

describe('accumulators', () => {
  const scores = [
    { game: 'G1', player: 'A', score: 31 },
    { game: 'G1', player: 'B', score: 33 },
    { game: 'G1', player: 'C', score: 99 },
    { game: 'G1', player: 'D', score: 1 },
    { game: 'G2', player: 'A', score: 10 },
    { game: 'G2', player: 'B', score: 14 },
  ];
  const group = (accumulator: Doc): unknown[] =>
    run(scores, { $group: { _id: { game: '$game' }, out: accumulator } }).map(({ out }) => out);

  test.each([
    [
      { $top: { sortBy: { score: -1 }, output: ['$player', '$score'] } },
      [
        ['C', 99],
        ['B', 14],
      ],
    ],
    [{ $bottom: { sortBy: { score: -1 }, output: '$player' } }, ['D', 'A']],
    [
      { $topN: { n: 3, sortBy: { score: -1 }, output: '$player' } },
      [
        ['C', 'B', 'A'],
        ['B', 'A'],
      ],
    ],
    [
      { $bottomN: { n: 2, sortBy: { score: -1 }, output: '$score' } },
      [
        [31, 1],
        [14, 10],
      ],
    ],
    [
      { $firstN: { n: 2, input: '$score' } },
      [
        [31, 33],
        [10, 14],
      ],
    ],
    [{ $lastN: { n: 1, input: '$none' } }, [[null], [null]]],
    [
      { $maxN: { n: 2, input: '$score' } },
      [
        [99, 33],
        [14, 10],
      ],
    ],
    [{ $minN: { n: { $cond: [{ $eq: ['$game', 'G2'] }, 1, 3] }, input: '$score' } }, [[1, 31, 33], [10]]],
    [{ $count: {} }, [4, 2]],
  ])('%j', (accumulator, wanted) => {
    expect(group(accumulator)).toEqual(wanted);
  });

  test('a median is one of the values', () => {
    expect(group({ $median: { input: '$score', method: 'approximate' } }).map(Number)).toEqual([31, 10]);
  });

  test.each([
    [{ $topN: { n: 1, output: '$a' } }, 5788005],
    [{ $topN: { sortBy: { a: 1 }, output: '$a' } }, 5788003],
    [{ $top: { n: 1, sortBy: { a: 1 }, output: '$a' } }, 5788002],
    [{ $firstN: { n: 0, input: '$a' } }, 5787908],
    [{ $firstN: { n: 'x', input: '$a' } }, 5787902],
    [{ $maxN: 1 }, 5787900],
    [{ $count: 1 }, 14],
    [{ $locf: '$a' }, 15952],
  ])('refuses %j', (accumulator, code) => {
    expect(() => group(accumulator)).toThrow(refused(code));
  });

  test('are not there before their version', () => {
    const stage = { $group: { _id: null, n: { $topN: { n: 1, sortBy: { a: 1 }, output: '$a' } } } };
    const older = { vars: { [SERVER]: '5.0' } as const, read: () => [] };
    expect(() => compilePipeline([stage], older)).toThrow("unknown group operator '$topN'");
  });
});
