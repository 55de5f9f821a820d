/** Fetches the server that mongodb-memory-server uses on this system into its cache. */
import { MongoBinary } from 'mongodb-memory-server-core/lib/util/MongoBinary.js';

await MongoBinary.getPath();
console.log('fetched');
