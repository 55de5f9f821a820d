/** The partner: ships what it is told of, once. The inbox knows which messages it has had. */
import compression from 'compression';
import express from 'express';
import { connect, isDuplicate } from '../common/database.ts';
import { closeOnSigterm, sayNo } from '../common/http.ts';
import { inTransaction } from '../common/transaction.ts';
import { Inbox, Shipment } from './models.ts';

const app = express();
app.use(compression({ threshold: 0 }));
app.use(express.json());

app.put('/messages/:id', async (request, response) => {
  const _id = request.params.id;
  try {
    await inTransaction(async (session) => {
      await Inbox.create([{ _id }], { session });
      await Shipment.create([request.body], { session });
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // It has come before. Whether that is durable is what the answer stands for.
    if (!(await Inbox.exists({ _id }))) throw error;
  }
  response.json({ had: _id });
});

app.use(sayNo);

await connect();
closeOnSigterm(app.listen(Number(process.env.PORT)));
