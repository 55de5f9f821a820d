/** Keeps accounts, as streams of events. */
import { CommandHandler, STREAM_DOES_NOT_EXIST } from '@event-driven-io/emmett';
import express from 'express';
import { closeOnSigterm, Refusal, sayNo } from '../common/http.ts';
import { type Account, type AccountEvent, decide, evolve, initialState } from './account.ts';
import { client, isConflict, store, streamName } from './store.ts';

const handle = CommandHandler<Account, AccountEvent>({
  evolve,
  initialState,
  mapToStreamId: streamName,
  retry: { onVersionConflict: 5 },
});

/** That the account exists is not mended by trying again. */
const FIRST = { expectedStreamVersion: STREAM_DOES_NOT_EXIST, retry: { onVersionConflict: false } } as const;

const app = express();
app.use(express.json());

app.put('/accounts/:account/entries/:key', async (request, response) => {
  const { account, key } = request.params;
  const { amount, first } = (request.body ?? {}) as Record<string, unknown>;
  if (!Number.isInteger(amount)) throw new Refusal(400, 'the amount is a whole number');
  const entry = { key, amount: amount as number };
  const how = first === true ? FIRST : {};
  try {
    const { newEvents, newState } = await handle(store, account, (state) => decide(state, entry), how);
    answer(newState, newEvents.length > 0);
  } catch (error) {
    if (!isConflict(error)) throw error;
    // What is in the way may be the same, sent before.
    const { state } = await store.aggregateStream<Account, AccountEvent>(streamName(account), {
      evolve,
      initialState,
    });
    if (state.entries.has(key)) answer(state, false);
    else throw new Refusal(first === true ? 409 : 503, (error as Error).message);
  }

  function answer({ entries }: Account, isNew: boolean) {
    const { amount, outcome } = entries.get(key)!;
    if (amount !== entry.amount) throw new Refusal(409, 'this key is of another entry');
    response.status(isNew ? 201 : 200).json({ key, outcome });
  }
});

app.get('/accounts/:account', async (request, response) => {
  const { account } = request.params;
  const shown = await store.projections.inline.findOne<{ balance: number }>({
    streamName: streamName(account),
    projectionName: 'balance',
  });
  const version = Number(shown?._metadata.streamPosition ?? 0);
  response.json({ account, version, balance: shown?.balance ?? 0 });
});

app.use(sayNo);

closeOnSigterm(app.listen(Number(process.env.PORT)), () => client.close());
