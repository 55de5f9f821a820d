/** Takes jobs: each is scheduled once, by the id that who asks has given it, and can be asked after. */
import { isDeepStrictEqual } from 'node:util';
import express from 'express';
import { connectAgenda } from '../common/agenda.ts';
import { isDuplicate } from '../common/database.ts';
import { closeOnSigterm, Refusal, sayNo } from '../common/http.ts';
import { jobFrom } from './jobs.ts';

const agenda = await connectAgenda();

const app = express();
app.use(express.json());

app.put('/jobs/:id', async (request, response) => {
  const { id } = request.params;
  const { kind, data } = jobFrom(id, request.body);
  try {
    await agenda.create(kind, data).unique({ 'data.id': id }, { insertOnly: true }).save();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  const [stored] = await agenda.jobs({ 'data.id': id });
  // Who was first may not be durable yet, and then nothing can be promised.
  if (!stored) throw new Error('it cannot be said yet which job this id is of');
  const isSame = stored.attrs.name === kind && isDeepStrictEqual(stored.attrs.data, data);
  if (!isSame) throw new Refusal(409, 'this id is of another job');
  response.status(202).json({ id });
});

app.get('/jobs/:id', async (request, response) => {
  const { id } = request.params;
  const [job] = await agenda.jobs({ 'data.id': id });
  if (!job) throw new Refusal(404, 'there is no such job');
  const { lastFinishedAt, failReason } = job.attrs;
  response.json({ id, state: lastFinishedAt && !failReason ? 'done' : 'open' });
});

app.use(sayNo);

closeOnSigterm(app.listen(Number(process.env.PORT)), () => agenda.close());
