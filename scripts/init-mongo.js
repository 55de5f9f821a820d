/**
 * Creates the shop's collections and indexes and seeds its products. May be run again: what is there is left alone.
 *
 *     node --import tsx scripts/init-mongo.js mongodb://127.0.0.1:27017/?replicaSet=rs0
 *
 * Exit codes: 0 done, 1 the database is away or refused, 2 bad usage.
 */
import {
  ALL_COLLECTIONS,
  ensureCollections,
  SEED_PRODUCTS,
  seedProducts,
} from '../services/common/collections.ts';
import { openMongo } from '../services/common/mongo.ts';

const [uri, ...rest] = process.argv.slice(2);
if (!uri || rest.length > 0 || !/^mongodb(\+srv)?:\/\//.test(uri)) {
  console.error('usage: node --import tsx scripts/init-mongo.js mongodb://…');
  process.exit(2);
}

let client;
try {
  client = openMongo(uri, 'init-mongo');
  await ensureCollections(client, ALL_COLLECTIONS);
  await seedProducts(client);
  console.log(`${ALL_COLLECTIONS.length} collections and ${SEED_PRODUCTS.length} products are in place`);
} catch (error) {
  console.error(`init-mongo: ${error.message}`);
  process.exitCode = 1;
} finally {
  await client?.close();
}
