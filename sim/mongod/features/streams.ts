/** Change streams. */
import type { Doc } from '../bson/values.ts';
import type { Feature } from './feature.ts';

const create: Doc = { create: 'c' };
const watch = (options: Doc, ...stages: Doc[]): Doc => ({
  aggregate: 'c',
  pipeline: [{ $changeStream: options }, ...stages],
  cursor: {},
});

export const streams: readonly Feature[] = [
  {
    name: 'change streams of a collection, a database, everything; resumed, started after, started at a time',
    asks: [create, watch({ fullDocument: 'updateLookup' })],
    gives: [],
  },
  {
    name: 'collections that keep what documents were before and after: `changeStreamPreAndPostImages`',
    since: '6.0',
    refused: 40415,
    differs: 'kept as long as the oplog, whatever `expireAfterSeconds` says',
    asks: [{ ...create, changeStreamPreAndPostImages: { enabled: true } }],
    gives: { ok: 1 },
  },
  {
    name: '`fullDocumentBeforeChange`, and `fullDocument` as `whenAvailable` or `required`',
    since: '6.0',
    refused: 40415,
    asks: [create, watch({ fullDocumentBeforeChange: 'required', fullDocument: 'required' })],
    gives: [],
  },
  {
    name: '`showExpandedEvents`: create, createIndexes, dropIndexes, modify',
    since: '6.0',
    refused: 40415,
    asks: [create, watch({ showExpandedEvents: true })],
    gives: [],
  },
  {
    name: '`$changeStreamSplitLargeEvent`',
    since: '6.0',
    refused: 40324,
    asks: [create, watch({}, { $changeStreamSplitLargeEvent: {} })],
    gives: [],
  },
];
