/** The session, by the official driver. */
import { MongoClient, MongoServerError } from 'mongodb';

interface Thing {
  _id: number;
  sku: string;
  stock: number;
}

/** What it saw. */
export async function driverSession(uri: string): Promise<unknown[]> {
  const seen: unknown[] = [];
  const client = new MongoClient(uri);
  try {
    const things = client.db('clients').collection<Thing>('things');
    await things.drop();
    await things.createIndex({ sku: 1 }, { unique: true });
    const first = ['a', 'b', 'c'].map((sku, i) => ({ _id: i + 1, sku, stock: 5 }));
    const { insertedIds } = await things.insertMany(first);
    seen.push({ step: 'inserted', ids: Object.values(insertedIds), count: await things.countDocuments() });

    const refused = await things.insertOne({ _id: 9, sku: 'b', stock: 1 }).catch((e: unknown) => e);
    if (!(refused instanceof MongoServerError)) throw new Error('a duplicate key was taken');
    seen.push({
      step: 'duplicate',
      code: refused.code,
      keyPattern: refused.keyPattern,
      keyValue: refused.keyValue,
    });

    const sorted = await things.find().sort({ sku: -1 }).batchSize(2).toArray();
    seen.push({ step: 'read', skus: sorted.map(({ sku }) => sku) });

    const changes = things.watch();
    await changes.tryNext();
    const state = async (options = {}) => [
      (await things.findOne({ _id: 1 }, options))!.stock,
      await things.countDocuments({}, options),
    ];
    const session = client.startSession();
    session.startTransaction();
    await things.insertOne({ _id: 4, sku: 'd', stock: 0 }, { session });
    await things.updateOne({ _id: 1 }, { $inc: { stock: 1 } }, { session });
    const [inside, outside] = [await state({ session }), await state()];
    await session.commitTransaction();
    seen.push({ step: 'committed', inside, outside, after: await state() });

    session.startTransaction();
    await things.deleteMany({}, { session });
    await session.abortTransaction();
    seen.push({ step: 'aborted', count: await things.countDocuments() });

    session.startTransaction();
    await things.deleteOne({ _id: 3 }, { session });
    const other = client.startSession();
    other.startTransaction();
    const lost = await things
      .updateOne({ _id: 3 }, { $inc: { stock: 1 } }, { session: other })
      .catch((e: unknown) => e);
    if (!(lost instanceof MongoServerError)) throw new Error('two transactions wrote the same document');
    seen.push({
      step: 'conflict',
      code: lost.code,
      transient: lost.hasErrorLabel('TransientTransactionError'),
    });
    await other.abortTransaction();
    await session.commitTransaction();

    const events: unknown[] = [];
    while (events.length < 3) {
      const change = await changes.next();
      if (change.operationType === 'update')
        events.push({
          type: 'update',
          id: change.documentKey._id,
          set: change.updateDescription.updatedFields,
        });
      else if ('documentKey' in change)
        events.push({ type: change.operationType, id: change.documentKey._id });
    }
    seen.push({ step: 'stream', events });
    await changes.close();
    await session.endSession();
    await other.endSession();
    return seen;
  } finally {
    await client.close();
  }
}
