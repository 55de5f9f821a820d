/** Activities may be carried out twice, and long after their time: what is stored of an order never goes back. */
import { MongoClient } from 'mongodb';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Child } from '../../../harness/stack/child.ts';
import { startModel } from '../../../harness/stack/model.ts';
import { SAGAS } from '../../common/collections.ts';
import { Metrics } from '../../common/metrics/metrics.ts';
import { sagaMetrics } from '../metrics.ts';
import { advance, type Outcome, type Step } from '../saga.ts';
import { type Driven, type Saga, Sagas } from '../sagas.ts';
import { type Activities, OWNER } from './contract.ts';
import { driven } from './driven.ts';
import { hasPackages, NO_PACKAGES } from './testing/at-hand.ts';

if (!hasPackages) console.log(NO_PACKAGES);

const done: Outcome = { kind: 'done' };
const ORDER = { product_id: 'p', qty: 1, amount: 10 };

describe.runIf(hasPackages)('an activity', () => {
  let model: Child;
  let mongo: MongoClient;
  let sagas: Sagas;
  let outcome: Outcome = done;
  let run: <A extends keyof Activities>(
    name: A,
    args: Parameters<Activities[A]>,
    attempt?: number,
  ) => Promise<Awaited<ReturnType<Activities[A]>>>;
  beforeAll(async () => {
    const { child, uri } = startModel();
    model = child;
    mongo = await new MongoClient(await uri).connect();
    sagas = new Sagas(mongo, OWNER);
    const { MockActivityEnvironment } = await import('@temporalio/testing');
    const { DefaultLogger } = await import('@temporalio/worker');
    const { activitiesOver } = await import('./activities.ts');
    const logger = new DefaultLogger('ERROR');
    const step = async () => outcome;
    const steps = { reserve: step, charge: step, refund: step, release: step };
    const log = pino({ level: 'silent' });
    const activities = activitiesOver(sagas, steps, sagaMetrics(new Metrics()), log);
    run = (name, args, attempt = 1) =>
      new MockActivityEnvironment({ attempt }, { logger }).run(
        activities[name] as (...args: unknown[]) => Promise<never>,
        ...args,
      );
  });
  afterAll(async () => {
    await mongo?.close();
    await model?.stop();
  });

  const stored = async (id: string): Promise<Driven> =>
    driven((await mongo.db(SAGAS.db).collection<Saga>(SAGAS.name).findOne({ _id: id }))!);
  const created = async (id: string): Promise<Driven> => driven((await sagas.create(id, ORDER))!);
  const after = (saga: Driven, step: Step, outcome: Outcome) => advance(saga, step, outcome);

  test('that saves comes to the same when it is carried out again', async () => {
    const first = await created('again');
    const progress = after(first, 'reserve', done);
    const saved = await run('save', [first, progress]);
    expect(saved).toMatchObject({ step: 'charge', rev: 2 });
    expect(await run('save', [first, progress], 2)).toEqual(saved);
    expect(await stored('again')).toEqual(saved);
  });

  test('that saves late, when the order has moved on, changes nothing and fails for good', async () => {
    const first = await created('late');
    const second = await run('save', [first, after(first, 'reserve', done)]);
    const ended = await run('save', [second, after(second, 'charge', done)]);
    await expect(run('save', [first, after(first, 'reserve', done)])).rejects.toMatchObject({
      type: 'LostLease',
      nonRetryable: true,
    });
    await run('tried', [first, 3]);
    expect(await stored('late')).toEqual(ended);
  });

  test('of a run that was taken over changes nothing', async () => {
    const first = await created('taken');
    const taken = await run('takeOver', ['taken']);
    expect(taken).toEqual({ ...first, lease: { owner: OWNER, token: 2 }, rev: 2 });
    await expect(run('save', [first, after(first, 'reserve', done)])).rejects.toThrow('taken over');
    await run('tried', [first, 2]);
    expect(await stored('taken')).toEqual(taken);
  });

  test('takes nothing over that has ended', async () => {
    const first = await created('ended');
    const second = await run('save', [first, after(first, 'reserve', done)]);
    const ended = await run('save', [second, after(second, 'charge', done)]);
    expect(await run('takeOver', ['ended'])).toEqual(ended);
  });

  test('whose outcome is unknown fails, to be tried again, and shows how often it was tried', async () => {
    outcome = { kind: 'unknown', cause: 'no reply' };
    const first = await created('unknown');
    for (const attempt of [1, 2, 3, 4])
      await expect(run('reserve', [first], attempt)).rejects.toMatchObject({
        ...{ type: 'CameToNothing', nonRetryable: false },
        message: 'no reply',
      });
    // With the fourth it is given up, which the workflow writes down.
    expect(await stored('unknown')).toEqual({ ...first, attempts: 3 });
    await run('tried', [first, 1]);
    expect((await stored('unknown')).attempts).toBe(3);
    outcome = done;
  });

  test('that undoes is tried again also when it is refused; others are told the refusal', async () => {
    outcome = { kind: 'refused', reason: 'busy' };
    const first = await created('busy');
    expect(await run('reserve', [first])).toEqual(outcome);
    const second = await run('save', [first, after(first, 'reserve', outcome)]);
    await expect(run('release', [second])).rejects.toMatchObject({ type: 'CameToNothing' });
    outcome = done;
  });
});
