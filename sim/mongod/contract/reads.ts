/** Reads: order across types, cursors, counts, and the pipelines that fold events. */
import { Double, Long } from 'bson';
import type { Case } from './step.ts';

const insert = (...documents: object[]) => ({ cmd: { insert: 'c', documents }, expect: { ok: 1 } });
const find = (rest: object, ...ids: unknown[]) => ({
  cmd: { find: 'c', projection: { _id: 1 }, ...rest },
  expect: { cursor: { firstBatch: ids.map((_id) => ({ _id })), id: 0, ns: { $$exists: true } } },
});
const pipeline = (stages: object[], ...documents: object[]) => ({
  cmd: { aggregate: 'c', pipeline: stages, cursor: {} },
  expect: { cursor: { firstBatch: documents, id: 0, ns: { $$exists: true } } },
});

export const reads: readonly Case[] = [
  {
    name: 'values sort by type, then by value, whatever type of number',
    steps: [
      insert(
        { _id: 1, v: 'x' },
        { _id: 2, v: new Double(2.5) },
        { _id: 3 },
        { _id: 4, v: [9, 0] },
        { _id: 5, v: Long.fromNumber(2) },
        { _id: 6, v: null },
        { _id: 7, v: { a: 1 } },
        { _id: 8, v: true },
      ),
      find({ sort: { v: 1, _id: 1 } }, 3, 6, 4, 5, 2, 1, 7, 8),
      find({ sort: { v: -1, _id: 1 } }, 8, 7, 1, 4, 2, 5, 3, 6),
      find({ filter: { v: null }, sort: { _id: 1 } }, 3, 6),
      find({ filter: { v: { $exists: false } } }, 3),
      find({ filter: { v: { $gt: 1 } }, sort: { _id: 1 } }, 2, 4, 5),
    ],
  },
  {
    name: 'a cursor gives batches until it has no more, and is gone when killed',
    steps: [
      insert(...[1, 2, 3, 4, 5].map((_id) => ({ _id }))),
      {
        cmd: { find: 'c', sort: { _id: 1 }, batchSize: 2 },
        save: { id: 'cursor.id' },
        expect: {
          cursor: { firstBatch: [{ _id: 1 }, { _id: 2 }], id: { $$type: 'long' }, ns: { $$exists: true } },
        },
      },
      {
        cmd: { getMore: { $var: 'id' }, collection: 'c', batchSize: 2 },
        expect: {
          cursor: { nextBatch: [{ _id: 3 }, { _id: 4 }], id: { $$type: 'long' }, ns: { $$exists: true } },
        },
      },
      { cmd: { killCursors: 'c', cursors: [{ $var: 'id' }] }, expect: { ok: 1, cursorsNotFound: [] } },
      { cmd: { getMore: { $var: 'id' }, collection: 'c' }, expect: { ok: 0, code: 43 } },
    ],
  },
  {
    name: 'a stock is the fold of its events',
    steps: [
      {
        cmd: {
          createIndexes: 'c',
          indexes: [{ key: { stream_id: 1, version: 1 }, name: 'sv', unique: true }],
        },
      },
      insert(
        { _id: 1, stream_id: 'p', version: 1, type: 'restock', qty: 5 },
        { _id: 2, stream_id: 'q', version: 1, type: 'restock', qty: 1 },
        { _id: 3, stream_id: 'p', version: 2, type: 'reserve', qty: 2 },
      ),
      pipeline(
        [
          {
            $group: {
              _id: '$stream_id',
              stock: {
                $sum: { $cond: [{ $eq: ['$type', 'reserve'] }, { $multiply: ['$qty', -1] }, '$qty'] },
              },
              last: { $max: '$version' },
            },
          },
          { $sort: { _id: 1 } },
        ],
        { _id: 'p', stock: 3, last: 2 },
        { _id: 'q', stock: 1, last: 1 },
      ),
      find({ filter: { stream_id: 'p' }, sort: { version: -1 }, limit: 1 }, 3),
      { cmd: { count: 'c', query: { stream_id: 'p' } }, expect: { n: 2 } },
      { cmd: { distinct: 'c', key: 'stream_id' }, expect: { values: ['p', 'q'] } },
    ],
  },
  {
    name: 'elements of arrays are matched one by one, or all conditions by one',
    steps: [
      insert(
        { _id: 1, a: [1, 9] },
        { _id: 2, a: [5] },
        {
          _id: 3,
          a: [
            { x: 1, y: 2 },
            { x: 2, y: 1 },
          ],
        },
        { _id: 4, a: [] },
      ),
      find({ filter: { a: { $gt: 4, $lt: 6 } }, sort: { _id: 1 } }, 1, 2),
      find({ filter: { a: { $elemMatch: { $gt: 4, $lt: 6 } } } }, 2),
      find({ filter: { 'a.x': 1, 'a.y': 1 } }, 3),
      find({ filter: { a: { $elemMatch: { x: 1, y: 1 } } } }),
      find({ filter: { a: { $size: 0 } } }, 4),
      pipeline([{ $match: { _id: 1 } }, { $unwind: '$a' }, { $project: { _id: 0 } }], { a: 1 }, { a: 9 }),
    ],
  },
  {
    name: 'what is no query is refused with its own code',
    steps: [
      insert({ _id: 1 }),
      { cmd: { find: 'c', filter: { a: { $what: 1 } } }, expect: { ok: 0, code: 2 } },
      { cmd: { find: 'c', filter: { $what: 1 } }, expect: { ok: 0, code: 2 } },
      { cmd: { find: 'c', sort: { a: 7 } }, expect: { ok: 0 } },
      { cmd: { find: 'c', hint: 'nope' }, expect: { ok: 0, code: 2 } },
      { cmd: { aggregate: 'c', pipeline: [{ $what: 1 }], cursor: {} }, expect: { ok: 0, code: 40324 } },
      { cmd: { aggregate: 'c', pipeline: [] }, expect: { ok: 0, code: 9 } },
      { cmd: { what: 1 }, expect: { ok: 0, code: 59 } },
      { cmd: { find: 'c', let: { a: 1 } }, expect: { ok: 0, code: 9 } },
    ],
  },
  {
    name: 'buckets by size, and what is reached step by step',
    steps: [
      insert({ _id: 1, v: 1 }, { _id: 2, v: 5, to: 1 }, { _id: 3, v: 3, to: 2 }, { _id: 4, v: 3 }),
      pipeline(
        [{ $bucketAuto: { groupBy: '$v', buckets: 2 } }],
        { _id: { min: 1, max: 5 }, count: 3 },
        { _id: { min: 5, max: 5 }, count: 1 },
      ),
      pipeline(
        [
          { $match: { _id: 3 } },
          {
            $graphLookup: {
              from: 'c',
              startWith: '$to',
              connectFromField: 'to',
              connectToField: '_id',
              as: 'all',
              depthField: 'depth',
            },
          },
          { $unwind: '$all' },
          { $sort: { 'all.depth': 1 } },
          { $project: { _id: '$all._id', depth: '$all.depth' } },
        ],
        { _id: 2, depth: 0 },
        { _id: 1, depth: 1 },
      ),
    ],
  },
  {
    name: 'stages and projections in the wrong place are refused',
    steps: [
      {
        cmd: { aggregate: 'c', pipeline: [{ $facet: { a: [{ $out: 'x' }] } }], cursor: {} },
        expect: { code: 40600 },
      },
      {
        cmd: { aggregate: 'c', pipeline: [{ $limit: 1 }, { $collStats: {} }], cursor: {} },
        expect: { code: 40602 },
      },
      { cmd: { find: 'c', projection: { 'a.$.b': 1 } }, expect: { code: 31394 } },
      { cmd: { find: 'c', sort: { 'a.': 1 } }, expect: { code: 40353 } },
    ],
  },
];
