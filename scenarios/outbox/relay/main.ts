/** Follows the outbox and tells the partner, until each message is known to have arrived. */
import { setTimeout as pause } from 'node:timers/promises';
import mongoose from 'mongoose';
import { connect, end } from '../common/database.ts';
import { type Message, Outbox, Position } from '../common/models.ts';
import { deliver } from './deliver.ts';

const RETRY_MS = 500;
const name = process.env.NAME!;
const inserts = [{ $match: { operationType: 'insert' } }];

/** What was not sent when nobody knows from where to follow. Gives the moment from which on it is to be followed. */
async function catchUp(): Promise<mongoose.mongo.Timestamp> {
  // One session: the search sees all that was written before the moment.
  const session = await mongoose.startSession();
  try {
    await mongoose.connection.db!.command({ ping: 1 }, { session });
    const moment = session.operationTime!;
    const unsent = await Outbox.find({ sentAt: null }).sort({ _id: 1 }).session(session).lean();
    for (const message of unsent) await deliver(message);
    return moment;
  } finally {
    await session.endSession();
  }
}

async function follow(): Promise<never> {
  const position = await Position.findById(name).lean();
  const from = position ? { resumeAfter: position.token } : { startAtOperationTime: await catchUp() };
  const stream = Outbox.watch<Message>(inserts, from);
  try {
    for (;;) {
      const change = await stream.next();
      await deliver(change.fullDocument);
      await Position.updateOne({ _id: name }, { token: change._id }, { upsert: true });
    }
  } finally {
    await stream.close();
  }
}

process.once('SIGTERM', end);

await connect();
for (;;) {
  try {
    await follow();
  } catch (error) {
    console.error(`the outbox cannot be followed: ${(error as Error).message}`);
    // What the token stands for is forgotten: what was not sent is looked for.
    const isLost =
      error instanceof mongoose.mongo.MongoError && error.hasErrorLabel('NonResumableChangeStreamError');
    if (isLost) await Position.deleteOne({ _id: name }).catch(() => {});
    await pause(RETRY_MS);
  }
}
