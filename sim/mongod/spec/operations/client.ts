import type { MongoClient } from 'mongodb';
import type { Doc } from '../format.ts';
import type { Performers } from './index.ts';
import { open } from './stream.ts';

export const client: Performers<MongoClient> = {
  listDatabases: async (c, args) => (await c.db().admin().listDatabases(args)).databases,
  listDatabaseObjects: async (c, args) => (await c.db().admin().listDatabases(args)).databases,
  listDatabaseNames: async (c, args) =>
    (
      await c
        .db()
        .admin()
        .listDatabases({ ...args, nameOnly: true })
    ).databases.map(({ name }) => name),
  dropDatabase: (c, { database, ...rest }) => c.db(database).dropDatabase(rest),
  createChangeStream: (c, { pipeline, ...rest }, scope) => open(c.watch(pipeline, rest), scope),
  clientBulkWrite: async (c, { models, ...rest }) => {
    const result = await c.bulkWrite(
      models.map((model: Doc) => {
        const [[name, about]] = Object.entries(model) as [[string, Doc]];
        return { name, ...about };
      }),
      rest,
    );
    // This driver says of each whether it inserted, which the specification leaves to the id that is there.
    for (const update of result.updateResults?.values() ?? []) Reflect.deleteProperty(update, 'didUpsert');
    return result;
  },
};
