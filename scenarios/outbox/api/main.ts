/** Takes orders. An order and the message to the partner about it are written in one transaction. */
import compression from 'compression';
import express from 'express';
import { connect, isDuplicate } from '../common/database.ts';
import { closeOnSigterm, sayNo } from '../common/http.ts';
import { Customer, Order, Outbox } from '../common/models.ts';
import { isPassword } from '../common/passwords.ts';
import { inTransaction } from '../common/transaction.ts';
import { authenticate, signToken } from './tokens.ts';

const READ_MS = 3000;

const app = express();
app.use(compression());
app.use(express.json());

app.post('/sessions', async (request, response) => {
  const { customer, password } = (request.body ?? {}) as Record<string, unknown>;
  const known = await Customer.findById(String(customer));
  const isKnown = known && (await isPassword(String(password), known, Number(process.env.SCRYPT_COST)));
  if (!isKnown) return void response.status(401).json({ error: 'no such customer, or another password' });
  response.status(201).json({ customer, token: await signToken(known.id) });
});

app.get('/accounts/:customer', authenticate, async (request, response) => {
  const { customer } = request.params;
  if (response.locals.customer !== customer)
    return void response.status(403).json({ error: 'this account is of another customer' });
  // Linearizable: a primary that has been replaced, and does not know it yet, must not show an older count.
  const account = await Customer.findById(customer, { orders: 1 })
    .read('primary')
    .readConcern('linearizable')
    .maxTimeMS(READ_MS);
  response.json({ customer, orders: account?.orders });
});

app.put('/orders/:id', authenticate, async (request, response) => {
  const { customer } = response.locals;
  const { item, quantity } = (request.body ?? {}) as Record<string, unknown>;
  const wanted = { customer, item, quantity };
  const _id = request.params.id as string;
  await new Order({ _id, ...wanted }).validate();
  try {
    await inTransaction(async (session) => {
      await Order.create([{ _id, ...wanted }], { session });
      await Outbox.create([{ order: _id, ...wanted }], { session });
      await Customer.updateOne({ _id: customer }, { $inc: { orders: 1 } }, { session });
    });
    response.status(201).json({ id: _id, ...wanted });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const before = await Order.findById(_id).lean();
    // Who was first may not be durable yet, and then nothing can be promised.
    if (!before) throw error;
    const isSame =
      before.customer === customer && before.item === item && Number(quantity) === before.quantity;
    response
      .status(isSame ? 200 : 409)
      .json(isSame ? { id: _id, ...wanted } : { error: 'this id is of another order' });
  }
});

app.use(sayNo);

await connect();
closeOnSigterm(app.listen(Number(process.env.PORT)));
