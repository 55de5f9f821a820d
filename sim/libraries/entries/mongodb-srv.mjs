/** The replica set by its records in DNS, which means TLS. */
import assert from 'node:assert/strict';
import { MongoClient } from 'mongodb-7';

const { ROLE, MONGO_SRV_URL } = process.env;
if (ROLE === 'client') {
  const client = new MongoClient(MONGO_SRV_URL);
  assert.equal(client.options.tls, true);
  await client.db().collection('things').insertOne({ n: 1 });
  assert.equal(await client.db().collection('things').countDocuments(), 1);
  assert.equal(client.options.replicaSet, 'rs0');
  await client.close();
  console.log('done');
}
