/** What is there before a service starts, as a migration would make it. */
import { scryptSync } from 'node:crypto';
import type { Setup } from '../../groundhog/index.ts';
import { customerName, passwordOf, SCRYPT_COST } from './customers.ts';
import { ORDERS_DB, PARTNER_DB } from './names.ts';
import type { OutboxData } from './workload.ts';

interface Customer {
  _id: string;
  salt: string;
  passwordHash: string;
  orders: number;
}

/** May be run again when it did not come to its end. */
export const setup: Setup<OutboxData> = async (mongo, { customers }) => {
  const orders = mongo.db(ORDERS_DB);
  const exists = async (db: string, coll: string) => {
    const [found] = await mongo.db(db).listCollections({ name: coll }).toArray();
    if (!found) await mongo.db(db).createCollection(coll);
  };
  for (const coll of ['orders', 'outbox', 'customers', 'positions']) await exists(ORDERS_DB, coll);
  for (const coll of ['inbox', 'shipments']) await exists(PARTNER_DB, coll);
  await orders.collection('outbox').createIndex({ sentAt: 1 });
  for (let n = 0; n < customers; n++) {
    const _id = customerName(n);
    const passwordHash = scryptSync(passwordOf(_id), _id, 32, { N: SCRYPT_COST }).toString('hex');
    const customer = { salt: _id, passwordHash, orders: 0 };
    await orders
      .collection<Customer>('customers')
      .updateOne({ _id }, { $setOnInsert: customer }, { upsert: true });
  }
};
