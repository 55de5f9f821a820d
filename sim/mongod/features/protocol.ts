/** What a client and a server agree on before there is any data: versions, concerns, sessions. */
import type { Feature } from './feature.ts';

const two = {
  insert: 'c',
  documents: [
    { _id: 1, n: 1 },
    { _id: 2, n: 2 },
  ],
};
const $expr = { $eq: ['$n', '$$two'] };
const snapshot = { level: 'snapshot' };

export const protocol: readonly Feature[] = [
  {
    name: 'write concern `majority` where nobody says otherwise',
    since: '5.0',
    db: 'admin',
    asks: [{ getDefaultRWConcern: 1 }],
    gives: { defaultWriteConcern: { w: 'majority', wtimeout: 0 } },
  },
  {
    name: '`setDefaultRWConcern`',
    since: 'never',
    refused: 59,
    differs: 'the default stays what the version brings',
    db: 'admin',
    asks: [{ setDefaultRWConcern: 1, defaultWriteConcern: { w: 1 } }],
    gives: {},
  },
  {
    name: 'the versioned API: `apiVersion`, `apiStrict`',
    since: '5.0',
    asks: [{ ping: 1, apiVersion: '1', apiStrict: true }],
    gives: { ok: 1 },
  },
  {
    name: 'snapshot reads outside transactions: `find`, `aggregate`, `distinct`',
    since: '5.0',
    refused: 72,
    asks: [two, { distinct: 'c', key: 'n', readConcern: snapshot }],
    gives: { values: [1, 2] },
  },
  {
    name: '`let` of `find`',
    since: '5.0',
    refused: 9,
    asks: [two, { find: 'c', filter: { $expr }, let: { two: 2 } }],
    gives: [{ _id: 2, n: 2 }],
  },
  {
    name: '`let` of `aggregate`',
    since: '5.0',
    refused: 9,
    asks: [two, { aggregate: 'c', pipeline: [{ $match: { $expr } }], cursor: {}, let: { two: 2 } }],
    gives: [{ _id: 2, n: 2 }],
  },
  {
    name: '`let` of `update`, `delete` and `findAndModify`',
    since: '5.0',
    refused: 40415,
    asks: [two, { delete: 'c', deletes: [{ q: { $expr }, limit: 1 }], let: { two: 2 } }],
    gives: { n: 1 },
  },
  {
    name: 'fields that begin with a dollar, in inserts',
    since: '5.0',
    refused: 2,
    asks: [{ insert: 'c', documents: [{ $a: 1 }] }],
    gives: { n: 1 },
  },
  {
    name: 'fields that begin with a dollar, inside what an update sets',
    since: '5.0',
    refused: 52,
    asks: [two, { update: 'c', updates: [{ q: { _id: 1 }, u: { $set: { a: { $b: 1 } } } }] }],
    gives: { nModified: 1 },
  },
  {
    name: '`sort` of an update or replacement of one',
    since: '8.0',
    refused: 40415,
    asks: [
      two,
      { update: 'c', updates: [{ q: {}, u: { $set: { n: 9 } }, sort: { _id: -1 } }] },
      { find: 'c' },
    ],
    gives: [
      { _id: 1, n: 1 },
      { _id: 2, n: 9 },
    ],
  },
  {
    name: 'a comment of `count` and `distinct` that is no string',
    since: '5.0',
    refused: 14,
    asks: [{ count: 'c', comment: { a: 1 } }],
    gives: { n: 0 },
  },
  {
    name: 'clustered collections',
    since: '6.0',
    refused: 40415,
    differs: 'explain tells a scan of them as one of any collection',
    asks: [
      { create: 'c', clusteredIndex: { key: { _id: 1 }, unique: true } },
      { insert: 'c', documents: [{ _id: 2 }, { _id: 1 }] },
      { find: 'c' },
    ],
    gives: [{ _id: 1 }, { _id: 2 }],
  },
  {
    name: 'an index made unique: `collMod` with `prepareUnique`, then `unique`',
    since: '6.0',
    refused: 72,
    asks: [
      { createIndexes: 'c', indexes: [{ key: { n: 1 }, name: 'n' }] },
      { collMod: 'c', index: { name: 'n', prepareUnique: true } },
      { collMod: 'c', index: { name: 'n', unique: true } },
    ],
    gives: { unique_new: true },
  },
  {
    name: 'sharding',
    since: 'never',
    refused: 59,
    db: 'admin',
    asks: [{ enableSharding: 'd' }],
    gives: {},
    differs: 'a replica set is all there is',
  },
];
