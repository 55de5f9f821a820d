/** The event store: emmett on MongoDB, a stream for each account, with its balance beside it. */
import { ConcurrencyError, type EmmettError, projections } from '@event-driven-io/emmett';
import { getMongoDBEventStore, mongoDBInlineProjection } from '@event-driven-io/emmett-mongodb';
import { database, isDuplicate } from '../common/database.ts';
import type { AccountEvent } from './account.ts';

export const client = database(process.env.LEDGER_URL!);

const balance = mongoDBInlineProjection({
  name: 'balance',
  canHandle: ['Entered', 'Declined'],
  initialState: () => ({ balance: 0 }),
  evolve: ({ balance }: { balance: number }, { type, data }: AccountEvent) => ({
    balance: type === 'Entered' ? balance + data.amount : balance,
  }),
});

export const store = getMongoDBEventStore({ client, projections: projections.inline([balance]) });

/** emmett-mongodb tells of a conflict by the database's word for it, a duplicate key, which nobody takes for one. */
const append = store.appendToStream.bind(store);
store.appendToStream = async (stream, events, options) => {
  try {
    return await append(stream, events, options);
  } catch (error) {
    throw isDuplicate(error) ? new ConcurrencyError(undefined, 'another') : error;
  }
};

export const streamName = (account: string) => `account:${account}` as const;

/** By its number: emmett-mongodb has its own copies of emmett's classes. */
export const isConflict = (error: unknown): boolean => (error as EmmettError).errorCode === 412;
