/** Mongoose's default connection, to the database of the service that imports this. */
import { setTimeout as pause } from 'node:timers/promises';
import mongoose from 'mongoose';

// What the database needs (collections, indexes) is there before a service starts.
mongoose.set('autoCreate', false);
mongoose.set('autoIndex', false);

const RETRY_MS = 500;

/** Resolves once there is a connection, however long that takes. */
export async function connect(): Promise<void> {
  for (;;) {
    try {
      await mongoose.connect(process.env.MONGO_URL!, { serverSelectionTimeoutMS: 5000 });
      return;
    } catch (error) {
      console.error(`no database yet: ${(error as Error).message}`);
      await pause(RETRY_MS);
    }
  }
}

/** A database that is not there does not hear good-bye. */
const GOODBYE_MS = 2000;

/** Ends the process. */
export async function end(): Promise<never> {
  await Promise.race([mongoose.disconnect().catch(() => {}), pause(GOODBYE_MS)]);
  process.exit(0);
}

export const isDuplicate = (error: unknown): boolean => (error as { code?: unknown }).code === 11000;
