/** Writes, as the shop relies on them: uniqueness, optimistic appends, idempotent upserts, types kept. */
import { Decimal128, Double, Long } from 'bson';
import type { Case } from './step.ts';

const insert = (...documents: object[]) => ({
  cmd: { insert: 'c', documents },
  expect: { ok: 1, n: documents.length },
});
const unique = (key: object, more: object = {}) => ({
  cmd: { createIndexes: 'c', indexes: [{ key, name: 'u', unique: true, ...more }] },
  expect: { ok: 1 },
});
const update = (u: object) => ({ update: 'c', updates: [u] });
const all = (...documents: object[]) => ({
  cmd: { find: 'c', sort: { _id: 1 } },
  expect: { ok: 1, cursor: { firstBatch: documents, id: 0, ns: { $$exists: true } } },
});

export const writes: readonly Case[] = [
  {
    name: 'an append with a version that is taken is refused, and says by which key',
    steps: [
      unique({ stream_id: 1, version: 1 }),
      insert({ _id: 1, stream_id: 'p', version: 1 }),
      {
        cmd: { insert: 'c', documents: [{ _id: 2, stream_id: 'p', version: 1 }] },
        expect: {
          n: 0,
          writeErrors: [
            {
              index: 0,
              code: 11000,
              keyPattern: { stream_id: 1, version: 1 },
              keyValue: { stream_id: 'p', version: 1 },
              errmsg: { $$exists: true },
            },
          ],
        },
      },
      insert({ _id: 2, stream_id: 'p', version: 2 }),
    ],
  },
  {
    name: 'an ordered batch stops at its first error, an unordered one does not',
    steps: [
      insert({ _id: 1 }),
      { cmd: { insert: 'c', documents: [{ _id: 2 }, { _id: 1 }, { _id: 3 }] }, expect: { n: 1 } },
      {
        cmd: { insert: 'c', documents: [{ _id: 2 }, { _id: 4 }, { _id: 1 }, { _id: 5 }], ordered: false },
        expect: { n: 2 },
      },
      all({ _id: 1 }, { _id: 2 }, { _id: 4 }, { _id: 5 }),
    ],
  },
  {
    name: 'an update that would break uniqueness changes nothing',
    steps: [
      unique({ k: 1 }),
      insert({ _id: 1, k: 'a' }, { _id: 2, k: 'b' }),
      { cmd: update({ q: { _id: 2 }, u: { $set: { k: 'a', n: 1 } } }), expect: { n: 0, nModified: 0 } },
      all({ _id: 1, k: 'a' }, { _id: 2, k: 'b' }),
    ],
  },
  {
    name: 'a missing field counts as null for a unique index, unless it is sparse or partial',
    steps: [
      unique({ k: 1 }),
      insert({ _id: 1 }),
      { cmd: { insert: 'c', documents: [{ _id: 2, k: null }] }, expect: { n: 0 } },
      { cmd: { dropIndexes: 'c', index: 'u' }, expect: { ok: 1, nIndexesWas: 2 } },
      unique({ k: 1 }, { sparse: true }),
      insert({ _id: 3 }),
      { cmd: { dropIndexes: 'c', index: 'u' }, expect: { ok: 1 } },
      unique({ k: 1 }, { partialFilterExpression: { open: true } }),
      insert({ _id: 4, k: 1, open: true }, { _id: 5, k: 1, open: false }),
      { cmd: { insert: 'c', documents: [{ _id: 6, k: 1, open: true }] }, expect: { n: 0 } },
      { cmd: update({ q: { _id: 5 }, u: { $set: { open: true } } }), expect: { n: 0 } },
    ],
  },
  {
    name: 'an upsert says whether it matched, modified or made',
    steps: [
      {
        cmd: update({ q: { _id: 'x' }, u: { $inc: { n: 1 }, $setOnInsert: { at: 0 } }, upsert: true }),
        expect: { n: 1, nModified: 0, upserted: [{ index: 0, _id: 'x' }] },
      },
      {
        cmd: update({ q: { _id: 'x' }, u: { $inc: { n: 1 }, $setOnInsert: { at: 9 } }, upsert: true }),
        expect: { n: 1, nModified: 1, upserted: { $$exists: false } },
      },
      { cmd: update({ q: { _id: 'x' }, u: { $set: { n: 2 } } }), expect: { n: 1, nModified: 0 } },
      all({ _id: 'x', n: 2, at: 0 }),
    ],
  },
  {
    name: 'an upsert whose guard does not hold meets its own document',
    steps: [
      insert({ _id: 'p', last_version: 5 }),
      {
        cmd: update({
          q: { _id: 'p', last_version: { $lt: 5 } },
          u: { $set: { last_version: 5 } },
          upsert: true,
        }),
        expect: {
          n: 0,
          writeErrors: [
            {
              index: 0,
              code: 11000,
              keyPattern: { _id: 1 },
              keyValue: { _id: 'p' },
              errmsg: { $$exists: true },
            },
          ],
        },
      },
    ],
  },
  {
    name: 'a counter widens its type as it must, and never narrows it',
    steps: [
      insert({
        _id: 1,
        i: 2147483647,
        l: Long.fromNumber(1),
        d: new Double(1),
        x: Decimal128.fromString('1'),
      }),
      { cmd: update({ q: { _id: 1 }, u: { $inc: { i: 1, l: 1, d: 1, x: 1 } } }), expect: { nModified: 1 } },
      {
        cmd: {
          aggregate: 'c',
          pipeline: [
            { $project: { i: { $type: '$i' }, l: { $type: '$l' }, d: { $type: '$d' }, x: { $type: '$x' } } },
          ],
          cursor: {},
        },
        expect: {
          cursor: {
            firstBatch: [{ _id: 1, i: 'long', l: 'long', d: 'double', x: 'decimal' }],
            id: 0,
            ns: { $$exists: true },
          },
        },
      },
    ],
  },
  {
    name: 'findAndModify gives the document before or after, or what it removed',
    steps: [
      insert({ _id: 1, due: 3 }, { _id: 2, due: 1 }),
      {
        cmd: { findAndModify: 'c', query: {}, sort: { due: 1 }, update: { $set: { lease: 7 } } },
        expect: { value: { _id: 2, due: 1 }, lastErrorObject: { n: 1, updatedExisting: true } },
      },
      {
        cmd: { findAndModify: 'c', query: { _id: 1 }, update: { $inc: { fence: 1 } }, new: true },
        expect: { value: { _id: 1, due: 3, fence: 1 } },
      },
      {
        cmd: { findAndModify: 'c', query: { _id: 9 }, update: { $set: { due: 0 } }, upsert: true, new: true },
        expect: { value: { _id: 9, due: 0 }, lastErrorObject: { n: 1, updatedExisting: false, upserted: 9 } },
      },
      {
        cmd: { findAndModify: 'c', query: { _id: 1 }, remove: true },
        expect: { value: { _id: 1, due: 3, fence: 1 } },
      },
      { cmd: { findAndModify: 'c', query: { _id: 1 }, remove: true }, expect: { value: null } },
    ],
  },
  {
    name: 'array updates find their element',
    steps: [
      insert({
        _id: 1,
        steps: [
          { n: 'a', done: false },
          { n: 'b', done: false },
        ],
      }),
      {
        cmd: update({ q: { _id: 1, 'steps.n': 'b' }, u: { $set: { 'steps.$.done': true } } }),
        expect: { nModified: 1 },
      },
      {
        cmd: update({
          q: { _id: 1 },
          u: { $set: { 'steps.$[s].done': true }, $push: { log: { $each: [3, 1, 2], $sort: 1, $slice: 2 } } },
          arrayFilters: [{ 's.n': 'a' }],
        }),
        expect: { nModified: 1 },
      },
      all({
        _id: 1,
        steps: [
          { n: 'a', done: true },
          { n: 'b', done: true },
        ],
        log: [1, 2],
      }),
    ],
  },
  {
    name: 'what is no update is refused before anything is written',
    steps: [
      insert({ _id: 1, a: 'text' }),
      { cmd: update({ q: {}, u: { $inc: { a: 1 } } }), expect: { writeErrors: { $$type: 'array' } } },
      { cmd: update({ q: {}, u: { $what: { a: 1 } } }), expect: { writeErrors: { $$type: 'array' } } },
      {
        cmd: update({ q: {}, u: { $set: { a: 1 }, $unset: { a: 1 } } }),
        expect: { writeErrors: { $$type: 'array' } },
      },
      { cmd: update({ q: {}, u: { $set: { _id: 2 } } }), expect: { writeErrors: { $$type: 'array' } } },
      { cmd: update({ q: {}, u: { a: { $b: 1 } } }), expect: { writeErrors: { $$type: 'array' } } },
      { cmd: { insert: 'c', documents: [] }, expect: { ok: 0, code: 16 } },
      { cmd: { insert: 'c', documents: [{ _id: 2 }], surprise: 1 }, expect: { ok: 0, code: 40415 } },
      all({ _id: 1, a: 'text' }),
    ],
  },
  {
    name: 'a pipeline that writes waits for its write concern',
    steps: [
      insert({ _id: 1 }),
      {
        cmd: { aggregate: 'c', pipeline: [{ $out: 'd' }], cursor: {}, writeConcern: { w: 'nobody' } },
        expect: { ok: 1, writeConcernError: { $$type: 'object' } },
      },
      { cmd: { count: 'd' }, expect: { n: 1 } },
    ],
  },
];
