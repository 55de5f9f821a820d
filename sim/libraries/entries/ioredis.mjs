/** There is no Redis in a world: it is asked for and refused, retries as it was told to, and gives up. */
import assert from 'node:assert/strict';
import Redis from 'ioredis';

const { ROLE, PEER } = process.env;
if (ROLE === 'client') {
  const redis = new Redis({ host: PEER, maxRetriesPerRequest: 2, retryStrategy: (times) => times * 50 });
  redis.on('error', (error) => console.log(error.code));
  await assert.rejects(redis.get('key'), /max retries per request/);
  redis.disconnect();
  console.log('done');
}
