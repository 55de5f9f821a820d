/** Stages, expressions and accumulators. */
import type { Doc } from '../bson/values.ts';
import type { Feature } from './feature.ts';

const pipeline = (...stages: Doc[]): Doc => ({ aggregate: 'c', pipeline: stages, cursor: {} });
const numbers = (...values: (number | null)[]): Doc => ({
  insert: 'c',
  documents: values.map((n, i) => ({ _id: i + 1, n })),
});
const date = new Date('2021-03-20T11:30:05Z');
/** One document, with what the expression comes to. */
const computed = (out: Doc): Doc[] => [numbers(0), pipeline({ $project: { _id: 0, out } })];
/** One group of all, with what the accumulator comes to. */
const grouped = (out: Doc): Doc[] => [numbers(1, 2, 3), pipeline({ $group: { _id: null, out } })];

export const aggregation: readonly Feature[] = [
  {
    name: '`$unionWith`',
    asks: [numbers(1), pipeline({ $unionWith: 'c' }, { $project: { _id: 0 } })],
    gives: [{ n: 1 }, { n: 1 }],
  },
  {
    name: '`$setWindowFields` with its window functions',
    since: '5.0',
    refused: 40324,
    asks: [
      numbers(1, 2, 3),
      pipeline({
        $setWindowFields: {
          sortBy: { _id: 1 },
          output: { sum: { $sum: '$n', window: { documents: ['unbounded', 'current'] } } },
        },
      }),
    ],
    gives: [
      { _id: 1, n: 1, sum: 1 },
      { _id: 2, n: 2, sum: 3 },
      { _id: 3, n: 3, sum: 6 },
    ],
  },
  {
    name: '`$lookup` by fields and a pipeline at once',
    since: '5.0',
    refused: 9,
    asks: [
      numbers(1),
      pipeline({
        $lookup: { from: 'c', localField: 'n', foreignField: 'n', pipeline: [{ $unset: 'n' }], as: 'l' },
      }),
    ],
    gives: [{ _id: 1, n: 1, l: [{ _id: 1 }] }],
  },
  {
    name: '`$dateTrunc`, `$dateAdd`, `$dateSubtract`, `$dateDiff`, in any time zone',
    since: '5.0',
    refused: 168,
    asks: computed({ $dateTrunc: { date, unit: 'month', timezone: 'America/Los_Angeles' } }),
    gives: [{ out: '2021-03-01T08:00:00.000Z' }],
  },
  {
    name: '`$getField`, `$setField`, `$unsetField`',
    since: '5.0',
    refused: 168,
    asks: computed({ $setField: { field: 'a.b', input: {}, value: 1 } }),
    gives: [{ out: { 'a.b': 1 } }],
  },
  {
    name: '`$ifNull` of more than two',
    since: '5.0',
    refused: 16020,
    asks: computed({ $ifNull: [null, '$none', 3] }),
    gives: [{ out: 3 }],
  },
  {
    name: '`$count` as an accumulator',
    since: '5.0',
    refused: 15952,
    asks: grouped({ $count: {} }),
    gives: [{ _id: null, out: 3 }],
  },
  {
    name: '`$documents`',
    since: '6.0',
    refused: 40324,
    asks: [{ aggregate: 1, pipeline: [{ $documents: [{ a: 1 }] }], cursor: {} }],
    gives: [{ a: 1 }],
  },
  {
    name: '`$densify`',
    since: '6.0',
    refused: 40324,
    asks: [
      numbers(1, 3),
      pipeline({ $densify: { field: 'n', range: { step: 1, bounds: 'full' } } }, { $unset: '_id' }),
    ],
    gives: [{ n: 1 }, { n: 2 }, { n: 3 }],
  },
  {
    name: '`$fill`, and `$locf` and `$linearFill`',
    since: '6.0',
    refused: 40324,
    asks: [
      numbers(1, null, 3),
      pipeline({ $fill: { sortBy: { _id: 1 }, output: { n: { method: 'locf' } } } }, { $unset: '_id' }),
    ],
    gives: [{ n: 1 }, { n: 1 }, { n: 3 }],
  },
  {
    name: '`$top`, `$topN`, `$bottom`, `$bottomN`, `$firstN`, `$lastN`, `$maxN`, `$minN` as accumulators',
    since: '6.0',
    refused: 15952,
    asks: grouped({ $topN: { n: 2, sortBy: { n: -1 }, output: '$n' } }),
    gives: [{ _id: null, out: [3, 2] }],
  },
  {
    name: '`$firstN`, `$lastN`, `$maxN`, `$minN`, `$sortArray` of arrays; `$tsSecond`, `$tsIncrement`',
    since: '6.0',
    refused: 168,
    asks: computed({ $sortArray: { input: [2, 3, 1], sortBy: -1 } }),
    gives: [{ out: [3, 2, 1] }],
  },
  {
    name: '`limit` of `$filter`',
    since: '6.0',
    refused: 28647,
    asks: computed({ $filter: { input: [1, 2, 3], cond: true, limit: 2 } }),
    gives: [{ out: [1, 2] }],
  },
  {
    name: '`$median`, `$percentile`',
    since: '7.0',
    refused: 15952,
    differs: 'always a value that is there; of many values the server’s estimate may be one near by',
    asks: grouped({ $median: { input: '$n', method: 'approximate' } }),
    gives: [{ _id: null, out: 2 }],
  },
  {
    name: '`$bitAnd`, `$bitOr`, `$bitXor`, `$bitNot`',
    since: '7.0',
    refused: 168,
    asks: computed({ $bitAnd: [12, 10] }),
    gives: [{ out: 8 }],
  },
  {
    name: '`$toUUID`',
    since: 'never',
    refused: 168,
    differs: '8.0 has it, and conversions to and from binary',
    asks: computed({ $toUUID: '0e3b9063-8abd-4eb3-9f9f-f4c59fd30a60' }),
    gives: [],
  },
];
