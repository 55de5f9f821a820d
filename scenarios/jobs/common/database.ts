/** The services' own connection, with the driver that they have chosen. */
import { type Collection, MongoClient } from 'mongodb';

export const isDuplicate = (error: unknown): boolean => (error as { code?: unknown }).code === 11000;

/** It connects when it is first asked for something. */
export const database = (url: string): MongoClient =>
  new MongoClient(url, { serverSelectionTimeoutMS: 5000 });

/** Inserts what may have been inserted before, which its `_id` tells. */
export async function insertOnce<T extends { _id: string }>(coll: Collection<T>, doc: T): Promise<void> {
  try {
    await coll.insertOne(doc as never);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // Who was first may not be durable yet, and then nothing can be said to be done.
    if (!(await coll.findOne({ _id: doc._id } as never))) throw error;
  }
}
