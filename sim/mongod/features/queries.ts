/** What applications ask of collections besides plain queries: collations, views, bounds, plans. */
import type { Doc } from '../bson/values.ts';
import type { Feature } from './feature.ts';

const projection = { _id: 1 };
const collation = { locale: 'en', strength: 2 };
const letters = {
  insert: 'c',
  documents: [
    { _id: 1, v: 'b' },
    { _id: 2, v: 'A' },
    { _id: 3, v: 'a' },
  ],
};
const capped = { create: 'c', capped: true, size: 4096, max: 2 };
const three = { insert: 'c', documents: [{ _id: 1 }, { _id: 2 }, { _id: 3 }] };
const view = { create: 'v', viewOn: 'c', pipeline: [{ $match: { v: 'a' } }] };
const index = (more: Doc): Doc => ({ createIndexes: 'c', indexes: [{ key: { v: 1 }, name: 'v', ...more }] });

const ICU =
  "the order is that of the ICU in Node, not of 57; 'shifted' goes without strength 4 and 5, and without 'maxVariable' space";

export const queries: readonly Feature[] = [
  {
    name: 'collation of a query',
    asks: [letters, { find: 'c', filter: { v: 'a' }, projection, collation }],
    gives: [{ _id: 2 }, { _id: 3 }],
    differs: ICU,
  },
  {
    name: 'collation of a sort',
    asks: [letters, { find: 'c', sort: { v: 1, _id: 1 }, projection, collation }],
    gives: [{ _id: 2 }, { _id: 3 }, { _id: 1 }],
  },
  {
    name: 'collation of a pipeline',
    asks: [
      letters,
      { aggregate: 'c', pipeline: [{ $group: { _id: '$v' } }, { $count: 'n' }], cursor: {}, collation },
    ],
    gives: [{ n: 2 }],
  },
  {
    name: 'collation of an index, by which it is unique',
    asks: [
      letters,
      index({ collation }),
      { find: 'c', hint: 'v', filter: { v: 'a' }, projection, collation },
    ],
    gives: [{ _id: 2 }, { _id: 3 }],
    differs: 'a duplicate is shown by the bytes of its string, not of its ICU key',
  },
  {
    name: 'collation of a collection',
    asks: [{ create: 'c', collation }, letters, { find: 'c', filter: { v: 'A' }, projection }],
    gives: [{ _id: 2 }, { _id: 3 }],
  },
  {
    name: 'views',
    asks: [letters, view, { find: 'v', projection }],
    gives: [{ _id: 3 }],
  },
  {
    name: 'capped collections',
    asks: [capped, three, { find: 'c' }],
    gives: [{ _id: 2 }, { _id: 3 }],
  },
  {
    name: '`convertToCapped`',
    asks: [
      three,
      { convertToCapped: 'c', size: 4096 },
      { insert: 'c', documents: [{ _id: 4 }] },
      { find: 'c' },
    ],
    gives: [{ _id: 1 }, { _id: 2 }, { _id: 3 }, { _id: 4 }],
  },
  {
    name: '`cappedSize` and `cappedMax` in `collMod`',
    since: '6.0',
    refused: 72,
    asks: [
      capped,
      three,
      { collMod: 'c', cappedMax: 3 },
      { insert: 'c', documents: [{ _id: 4 }] },
      { find: 'c' },
    ],
    gives: [{ _id: 2 }, { _id: 3 }, { _id: 4 }],
  },
  {
    name: 'deletes from a capped collection',
    since: '5.0',
    refused: 20,
    asks: [capped, three, { delete: 'c', deletes: [{ q: { _id: 2 }, limit: 1 }] }],
    gives: { n: 1 },
  },
  {
    name: 'updates in a capped collection that change the size of a document',
    since: '6.0',
    refused: 10003,
    asks: [capped, three, { update: 'c', updates: [{ q: { _id: 2 }, u: { $set: { more: 1 } } }] }],
    gives: { nModified: 1 },
  },
  {
    name: 'tailable cursors, awaiting data too',
    asks: [capped, three, { find: 'c', tailable: true, awaitData: true }],
    gives: [{ _id: 2 }, { _id: 3 }],
  },
  {
    name: 'hashed indexes',
    asks: [
      letters,
      { createIndexes: 'c', indexes: [{ key: { v: 'hashed' }, name: 'h' }] },
      { find: 'c', filter: { v: 'a' }, hint: 'h', projection },
    ],
    gives: [{ _id: 3 }],
    differs: 'one with a collation does not serve to find strings',
  },
  {
    name: 'wildcard indexes',
    asks: [
      letters,
      { createIndexes: 'c', indexes: [{ key: { '$**': 1 }, name: 'w' }] },
      { find: 'c', filter: { v: 'a' }, hint: 'w', projection },
    ],
    gives: [{ _id: 3 }],
    differs: 'of one field only; it gives no order',
  },
  {
    name: '`explain`',
    asks: [letters, index({}), { explain: { find: 'c', filter: { v: 'a' } }, verbosity: 'executionStats' }],
    gives: { ok: 1 },
    differs:
      "tells of the model's planner: no `$or` by indexes, no scan that skips, no DISTINCT_SCAN or COUNT_SCAN, no slot-based plans; times are 0",
  },
  {
    name: "find's `min` and `max`",
    asks: [letters, index({}), { find: 'c', min: { v: 'a' }, max: { v: 'b' }, hint: 'v', projection }],
    gives: [{ _id: 3 }],
  },
  {
    name: "find's `returnKey` and `showRecordId`",
    asks: [letters, index({}), { find: 'c', filter: { v: 'b' }, returnKey: true }],
    gives: [{ v: 'b' }],
  },
];
