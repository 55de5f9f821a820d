/** A transaction that is tried again when it meets another, and not for ever: who asked for it has long given up. */
import { setTimeout as pause } from 'node:timers/promises';
import mongoose from 'mongoose';

const ATTEMPTS = 10;
const WAIT_MS = { first: 10, most: 500 };

/** Mongoose tries again at once, which is a storm when the other transaction is one that nobody ends. */
export async function inTransaction(work: (session: mongoose.ClientSession) => Promise<void>): Promise<void> {
  let attempts = 0;
  await mongoose.connection.transaction(async (session) => {
    if (attempts === ATTEMPTS) throw new Error('others are writing the same');
    if (attempts > 0) await pause(Math.random() * Math.min(WAIT_MS.first * 2 ** attempts, WAIT_MS.most));
    attempts++;
    await work(session);
  });
}
