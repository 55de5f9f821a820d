/** What a driver of MongoDB must do, whichever its version. */
import assert from 'node:assert/strict';

const { ROLE, MONGO_URL } = process.env;

export async function tryDriver({ MongoClient }) {
  const client = new MongoClient(MONGO_URL);
  const things = client.db('test').collection('things');
  if (ROLE === 'server') {
    await client.connect();
    for await (const change of things.watch()) {
      if (change.operationType !== 'insert') continue;
      await things.updateOne({ _id: change.documentKey._id }, { $set: { seen: true } });
    }
  } else {
    const { insertedId } = await things.insertOne({ n: 1 });
    assert.match(String(insertedId), /^[0-9a-f]{24}$/);
    for await (const { updateDescription } of things.watch([{ $match: { operationType: 'update' } }])) {
      assert.deepEqual(updateDescription.updatedFields, { seen: true });
      break;
    }
    await client.withSession((session) =>
      session.withTransaction(async () => {
        await things.insertOne({ n: 2 }, { session });
      }),
    );
    assert.deepEqual(
      (await things.find().sort({ n: 1 }).toArray()).map(({ n }) => n),
      [1, 2],
    );
    await client.close();
    console.log('done');
  }
}
