import type { Db } from 'mongodb';
import { cursorOver } from './cursor.ts';
import type { Performers } from './index.ts';
import { open, opened } from './stream.ts';

export const database: Performers<Db> = {
  runCommand: (db, { command, commandName: _, ...rest }) => db.command(command, rest),
  aggregate: (db, { pipeline, ...rest }) => db.aggregate(pipeline, rest).toArray(),
  createChangeStream: (db, { pipeline, ...rest }, scope) => open(db.watch(pipeline, rest), scope),
  runCursorCommand: (db, args) => cursorOver(db, args).toArray(),
  createCommandCursor: async (db, args, scope) => {
    const cursor = cursorOver(db, args);
    scope.entities.keep(cursor);
    await opened(cursor);
    return cursor;
  },
  createCollection: (db, { collection, ...rest }) => db.createCollection(collection, rest),
  modifyCollection: (db, { collection, session, ...rest }) =>
    db.command({ collMod: collection, ...rest }, { session }),
  dropCollection: (db, { collection, ...rest }) => db.dropCollection(collection, rest),
  listCollections: (db, { filter, ...rest }) => db.listCollections(filter, rest).toArray(),
  listCollectionObjects: (db, { filter, ...rest }) => db.listCollections(filter, rest).toArray(),
  listCollectionNames: async (db, { filter, ...rest }) =>
    (await db.listCollections(filter, { ...rest, nameOnly: true }).toArray()).map(({ name }) => name),
};
