import type { Db } from 'mongodb';
import type { Performers } from './index.ts';
import { open } from './stream.ts';

export const database: Performers<Db> = {
  runCommand: (db, { command, commandName: _, ...rest }) => db.command(command, rest),
  aggregate: (db, { pipeline, ...rest }) => db.aggregate(pipeline, rest).toArray(),
  createChangeStream: (db, { pipeline, ...rest }, scope) => open(db.watch(pipeline, rest), scope),
  createCollection: async (db, { collection, ...rest }) => {
    await db.createCollection(collection, rest);
  },
  dropCollection: (db, { collection, ...rest }) => db.dropCollection(collection, rest),
  listCollections: (db, { filter, ...rest }) => db.listCollections(filter, rest).toArray(),
  listCollectionObjects: (db, { filter, ...rest }) => db.listCollections(filter, rest).toArray(),
  listCollectionNames: async (db, { filter, ...rest }) =>
    (await db.listCollections(filter, { ...rest, nameOnly: true }).toArray()).map(({ name }) => name),
};
