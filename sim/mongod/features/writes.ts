/** Writes. */
import type { Feature } from './feature.ts';

export const writes: readonly Feature[] = [
  {
    name: 'the `bulkWrite` command, which the driver’s `client.bulkWrite` sends',
    since: '8.0',
    refused: 59,
    db: 'admin',
    asks: [
      {
        bulkWrite: 1,
        nsInfo: [{ ns: 'bulk.a' }, { ns: 'bulk.b' }],
        ops: [
          { insert: 0, document: { a: 1 } },
          { update: 1, filter: { _id: 1 }, updateMods: { $set: { b: 1 } }, upsert: true },
        ],
      },
    ],
    gives: { nErrors: 0, nInserted: 1, nUpserted: 1 },
  },
  {
    name: 'operators of an update that say nothing: `{$set: {}}`',
    since: '5.0',
    refused: 9,
    asks: [
      { insert: 'c', documents: [{ _id: 1 }] },
      { update: 'c', updates: [{ q: {}, u: { $set: {} } }] },
    ],
    gives: { n: 1, nModified: 0 },
  },
];
