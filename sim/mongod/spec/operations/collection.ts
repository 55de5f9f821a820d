import type { Collection } from 'mongodb';
import type { Performers } from './index.ts';
import { open } from './stream.ts';

/** The format shouts no less than the driver whispers: `After` is `after`. */
const returning = (when: string | undefined) => when?.toLowerCase() as 'before' | 'after' | undefined;

export const collection: Performers<Collection> = {
  insertOne: (c, { document, ...rest }) => c.insertOne(document, rest),
  insertMany: (c, { documents, ...rest }) => c.insertMany(documents, rest),
  updateOne: (c, { filter, update, ...rest }) => c.updateOne(filter, update, rest),
  updateMany: (c, { filter, update, ...rest }) => c.updateMany(filter, update, rest),
  replaceOne: (c, { filter, replacement, ...rest }) => c.replaceOne(filter, replacement, rest),
  deleteOne: (c, { filter, ...rest }) => c.deleteOne(filter, rest),
  deleteMany: (c, { filter, ...rest }) => c.deleteMany(filter, rest),
  bulkWrite: (c, { requests, ...rest }) => c.bulkWrite(requests, rest),
  findOneAndUpdate: (c, { filter, update, returnDocument, ...rest }) =>
    c.findOneAndUpdate(filter, update, { ...rest, returnDocument: returning(returnDocument) }),
  findOneAndReplace: (c, { filter, replacement, returnDocument, ...rest }) =>
    c.findOneAndReplace(filter, replacement, { ...rest, returnDocument: returning(returnDocument) }),
  findOneAndDelete: (c, { filter, ...rest }) => c.findOneAndDelete(filter, rest),

  find: (c, { filter, ...rest }) => c.find(filter, rest).toArray(),
  findOne: (c, { filter, ...rest }) => c.findOne(filter, rest),
  aggregate: (c, { pipeline, ...rest }) => c.aggregate(pipeline, rest).toArray(),
  count: (c, { filter, ...rest }) => c.count(filter, rest),
  countDocuments: (c, { filter, ...rest }) => c.countDocuments(filter, rest),
  estimatedDocumentCount: (c, rest) => c.estimatedDocumentCount(rest),
  distinct: (c, { fieldName, filter, ...rest }) => c.distinct(fieldName, filter, rest),
  createChangeStream: (c, { pipeline, ...rest }, scope) => open(c.watch(pipeline, rest), scope),

  createIndex: (c, { keys, ...rest }) => c.createIndex(keys, rest),
  dropIndex: (c, { name, ...rest }) => c.dropIndex(name, rest),
  listIndexes: (c, rest) => c.listIndexes(rest).toArray(),
  listIndexNames: async (c, rest) => (await c.listIndexes(rest).toArray()).map(({ name }) => name),
  dropIndexes: (c, rest) => c.dropIndexes(rest),

  createSearchIndex: (c, { model }) => c.createSearchIndex(model),
  createSearchIndexes: (c, { models }) => c.createSearchIndexes(models),
  updateSearchIndex: (c, { name, definition }) => c.updateSearchIndex(name, definition),
  dropSearchIndex: (c, { name }) => c.dropSearchIndex(name),
  listSearchIndexes: (c, { name, aggregationOptions }) =>
    c.listSearchIndexes(name, aggregationOptions).toArray(),

  rename: (c, { to, ...rest }) => c.rename(to, rest),
};
