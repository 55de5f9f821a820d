/** A stream is appended to and read back, with an expected version and a projection beside it. */
import assert from 'node:assert/strict';
import { projections } from '@event-driven-io/emmett';
import { getMongoDBEventStore, mongoDBInlineProjection } from '@event-driven-io/emmett-mongodb';
import { MongoClient } from 'mongodb';

const { ROLE, MONGO_URL } = process.env;
const client = new MongoClient(MONGO_URL);
const count = mongoDBInlineProjection({
  name: 'count',
  canHandle: ['Added'],
  initialState: () => ({ sum: 0 }),
  evolve: ({ sum }, { data }) => ({ sum: sum + data.n }),
});
const store = getMongoDBEventStore({ client, projections: projections.inline([count]) });
const added = (n) => ({ type: 'Added', data: { n } });
if (ROLE === 'server') {
  await store.appendToStream('sums:1', [added(1), added(2)], {
    expectedStreamVersion: 'STREAM_DOES_NOT_EXIST',
  });
} else {
  await assert.rejects(store.appendToStream('sums:1', [added(9)], { expectedStreamVersion: 7n }), {
    errorCode: 412,
  });
  await store.appendToStream('sums:1', [added(3)], { expectedStreamVersion: 2n });
  const { events, currentStreamVersion } = await store.readStream('sums:1');
  assert.deepEqual(
    events.map(({ data }) => data.n),
    [1, 2, 3],
  );
  assert.equal(currentStreamVersion, 3n);
  const found = await store.projections.inline.findOne({ streamName: 'sums:1', projectionName: 'count' });
  assert.equal(found.sum, 6);
  await client.close();
  console.log('done');
}
