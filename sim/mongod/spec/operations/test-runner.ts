/** What a test asks of its runner: more entities, fail points, and looks at the server and at sessions. */
import { EJSON } from 'bson';
import type { ClientSession } from 'mongodb';
import type { Entities } from '../entities.ts';
import { Mismatch } from '../match.ts';
import type { Performers } from './index.ts';

/** The format's words for what the driver calls the states of a transaction. */
const STATES: Record<string, string> = {
  none: 'NO_TRANSACTION',
  starting: 'STARTING_TRANSACTION',
  in_progress: 'TRANSACTION_IN_PROGRESS',
  committed: 'TRANSACTION_COMMITTED',
  aborted: 'TRANSACTION_ABORTED',
};

export const testRunner: Performers<undefined> = {
  createEntities: (_, { entities }, scope) => scope.entities.create(entities),
  failPoint: (_, { failPoint }, scope) => scope.failPoint(failPoint),

  assertCollectionExists: async (_, { databaseName, collectionName }, scope) =>
    be(await hasCollection(scope, databaseName, collectionName), `a collection ${collectionName}`),
  assertCollectionNotExists: async (_, { databaseName, collectionName }, scope) =>
    be(!(await hasCollection(scope, databaseName, collectionName)), `no collection ${collectionName}`),
  assertIndexExists: async (_, { databaseName, collectionName, indexName }, scope) =>
    be(await hasIndex(scope, databaseName, collectionName, indexName), `an index ${indexName}`),
  assertIndexNotExists: async (_, { databaseName, collectionName, indexName }, scope) =>
    be(!(await hasIndex(scope, databaseName, collectionName, indexName)), `no index ${indexName}`),

  waitForEvent: (_, { client, event, count }, scope) =>
    scope.entities.happened(client, Object.keys(event)[0]!, count),

  assertSessionTransactionState: async (_, { session, state }) => {
    const { transaction } = session as ClientSession & { transaction: { state: string } };
    be(transaction.state === STATES[state], `a transaction that is ${state} (it is ${transaction.state})`);
  },
  assertSessionDirty: async (_, { session }) => be(isDirty(session), 'a session that is dirty'),
  assertSessionNotDirty: async (_, { session }) => be(!isDirty(session), 'a session that is not dirty'),
  assertSameLsidOnLastTwoCommands: async (_, { client }, scope) =>
    be(isOneSession(scope, client), 'the last two commands in one session'),
  assertDifferentLsidOnLastTwoCommands: async (_, { client }, scope) =>
    be(!isOneSession(scope, client), 'the last two commands in two sessions'),
};

/** A session that saw a lost connection: the driver must not use it again. */
const isDirty = (session: unknown): boolean =>
  (session as { serverSession: { isDirty: boolean } }).serverSession.isDirty;

function isOneSession({ entities }: { entities: Entities }, client: string): boolean {
  const started = entities.observed(client).filter(({ kind }) => kind === 'commandStartedEvent');
  be(started.length >= 2, 'two commands');
  const [last, before] = started.slice(-2).map(({ event }) => EJSON.stringify(event.command.lsid));
  return last === before;
}

type Looking = { admin: import('mongodb').MongoClient };

async function hasCollection({ admin }: Looking, db: string, name: string): Promise<boolean> {
  return (await admin.db(db).listCollections({ name }).toArray()).length > 0;
}

async function hasIndex(looking: Looking, db: string, collection: string, index: string): Promise<boolean> {
  if (!(await hasCollection(looking, db, collection))) return false;
  const indexes = await looking.admin.db(db).collection(collection).listIndexes().toArray();
  return indexes.some(({ name }) => name === index);
}

function be(holds: boolean, what: string): void {
  if (!holds) throw new Mismatch(`expected ${what}`);
}
