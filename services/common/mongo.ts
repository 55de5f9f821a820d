/** How every service talks to MongoDB: durable writes, durable reads, and nothing without a bound on its time. */
import { channel } from 'node:diagnostics_channel';
import { MongoClient, MongoServerError, type ReadConcernLike } from 'mongodb';
import type { Logger } from 'pino';
import { type CollectionDefinition, ensureCollections } from './collections.ts';
import { pause, settleWithin } from './loop.ts';

/** For a read that must see every write acknowledged before it began, whoever made it. */
export const LINEARIZABLE: ReadConcernLike = { level: 'linearizable' };

const DUPLICATE_KEY = 11000;

/** The driver's command events, for whoever observes this process; while nobody does, there are none. */
const MONGO_COMMANDS = 'mongodb.commands';
const commands = channel(MONGO_COMMANDS);

export function openMongo(uri: string, appName: string, timesCommands: boolean): MongoClient {
  const client = new MongoClient(uri, {
    // The driver then makes an object of each command and reply for its events.
    monitorCommands: timesCommands || commands.hasSubscribers,
    appName,
    writeConcern: { w: 'majority' },
    readConcern: { level: 'majority' },
    retryWrites: true,
    retryReads: true,
    maxPoolSize: 10,
    serverSelectionTimeoutMS: 4000,
    connectTimeoutMS: 2000,
    socketTimeoutMS: 4000,
    waitQueueTimeoutMS: 4000,
    // A server that fell silent is noticed within this plus the time to connect.
    heartbeatFrequencyMS: 2000,
  });
  if (commands.hasSubscribers) {
    const publish = (event: object) => commands.publish(event);
    client.on('commandStarted', publish).on('commandSucceeded', publish).on('commandFailed', publish);
  }
  return client;
}

/**
 * Waits until the database answers and holds these collections with their indexes.
 * Throws the last failure when `timeoutMs` has passed, and stops quietly when `signal` aborts.
 */
export async function untilReady(
  client: MongoClient,
  collections: CollectionDefinition[],
  timeoutMs: number,
  signal: AbortSignal,
  log: Logger,
): Promise<void> {
  const startedMs = performance.now();
  for (let backOffMs = 100; !signal.aborted; backOffMs = Math.min(backOffMs * 2, 2000)) {
    try {
      // By itself the driver connects once only: after a failure it stays closed until told to connect anew.
      await client.connect();
      return await ensureCollections(client, collections);
    } catch (error) {
      if (performance.now() - startedMs + backOffMs > timeoutMs) throw error;
      log.warn({ err: error, backOffMs }, 'database is not ready yet');
    }
    await pause(backOffMs, signal);
  }
}

/** Whether the database answers within `withinMs`. */
export async function answersPing(client: MongoClient, withinMs: number): Promise<boolean> {
  let answered = false;
  const ping = client.db('admin').command({ ping: 1 });
  await settleWithin(
    withinMs,
    ping.then(() => {
      answered = true;
    }),
  );
  return answered;
}

export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
}
