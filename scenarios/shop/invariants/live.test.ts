import { type Document, Timestamp } from 'bson';
import type { MongoClient } from 'mongodb';
import { afterEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../harness/invariants/invariant.ts';
import { Judge } from '../../../harness/invariants/judge.ts';
import { LiveJudge } from '../../../harness/invariants/live.ts';
import type { StreamEvent } from '../../../harness/invariants/live-feed.ts';
import { shopStores } from '../stores.ts';
import { acceptedOrderEnds } from './accepted-order-ends.ts';

/**
 * The few calls that a live judge makes of a deployment, on arrays: what is tested here is when it lets answers
 * through and how it fails. How a server behaves is tested with a server.
 */
class Deployment {
  readonly docs = new Map<string, Map<unknown, Document>>();
  readonly log: StreamEvent[] = [];
  /** Events of the log that the stream may give out: all, unless it is held up. */
  visible = Number.POSITIVE_INFINITY;
  streamError: Error | undefined;

  write(db: string, coll: string, doc: Document): void {
    const name = `${db}.${coll}`;
    const docs = this.docs.get(name) ?? new Map<unknown, Document>();
    const operationType = docs.has(doc._id) ? 'replace' : 'insert';
    this.docs.set(name, docs.set(doc._id, doc));
    const clusterTime = new Timestamp({ t: 1000, i: this.log.length + 1 });
    this.log.push({
      operationType,
      ns: { db, coll },
      documentKey: { _id: doc._id },
      fullDocument: doc,
      clusterTime,
    });
  }

  get client(): MongoClient {
    const collection = (db: string, coll: string) => ({
      find: () => [...(this.docs.get(`${db}.${coll}`)?.values() ?? [])],
      updateOne: async ({ _id }: Document, { $set }: Document) => this.write(db, coll, { _id, ...$set }),
      deleteOne: async ({ _id }: Document) => this.docs.get(`${db}.${coll}`)?.delete(_id),
    });
    const operationTime = new Timestamp({ t: 1000, i: this.log.length });
    const db = (name: string) => ({
      command: async () => ({ ok: 1, operationTime }),
      collection: (coll: string) => collection(name, coll),
    });
    const watch = () => {
      let next = this.log.length;
      const tryNext = async () => {
        if (this.streamError) throw this.streamError;
        if (next < Math.min(this.log.length, this.visible)) return this.log[next++];
        await new Promise((resolve) => setImmediate(resolve));
        return null;
      };
      return { tryNext, close: async () => {} };
    };
    return { db, watch } as unknown as MongoClient;
  }
}

const saga = { _id: 'A', status: 'pending', product_id: 'tea', qty: 1, amount: 10 };
const accepted: Answer = {
  sentMs: 0,
  atMs: 1,
  client: 'c',
  kind: 'order',
  to: 'orchestrator',
  method: 'POST',
  path: '/orders',
  key: 'A',
  status: 202,
  body: null,
};

let live: LiveJudge | undefined;
afterEach(() => live?.stop());

async function start(deployment: Deployment, onFailure?: (error: Error) => void) {
  const judge = new Judge({ invariants: [acceptedOrderEnds], stores: shopStores });
  live = await LiveJudge.start(
    { client: deployment.client, judge, collections: shopStores.collections, nowMs: () => 5, onFailure },
    5000,
  );
  return { judge, live };
}

describe('LiveJudge', () => {
  it('starts from what is stored and follows from there', async () => {
    const deployment = new Deployment();
    deployment.write('shop_db', 'sagas', saga);
    const { judge, live } = await start(deployment);
    expect(judge.stores.get('shop_db', 'sagas', 'A')).toEqual(saga);
    deployment.write('shop_db', 'sagas', { ...saga, status: 'confirmed' });
    await live.caughtUp();
    expect(judge.stores.get('shop_db', 'sagas', 'A')?.status).toBe('confirmed');
  });

  it('holds an answer until the stream has passed it, so that a late stream accuses nobody', async () => {
    const deployment = new Deployment();
    const { judge, live } = await start(deployment);
    deployment.visible = deployment.log.length;
    deployment.write('shop_db', 'sagas', saga);
    live.onAnswer(accepted);
    let isCaughtUp = false;
    const caughtUp = live.caughtUp().then(() => {
      isCaughtUp = true;
    });
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(isCaughtUp).toBe(false);
    deployment.visible = Number.POSITIVE_INFINITY;
    await caughtUp;
    expect(judge.violations).toEqual([]);
  });

  it('still finds an order that was answered and never stored', async () => {
    const { judge, live } = await start(new Deployment());
    live.onAnswer(accepted);
    await Promise.all([live.caughtUp(), live.caughtUp()]);
    expect(judge.violations.map(({ message }) => message)).toEqual([
      'was answered 202, but is not in the store',
    ]);
  });

  it('says so when the stream breaks, and judges no more', async () => {
    const deployment = new Deployment();
    const failed: Error[] = [];
    const { live } = await start(deployment, (error) => failed.push(error));
    deployment.streamError = new Error('history lost');
    await expect(live.caughtUp()).rejects.toThrow('history lost');
    await expect(live.caughtUp()).rejects.toThrow('history lost');
    expect(failed).toHaveLength(1);
  });

  it('gives up in time on a stream that says nothing, and leaves no mark behind', async () => {
    const deployment = new Deployment();
    deployment.visible = 0;
    const judge = new Judge({ invariants: [], stores: shopStores });
    const starting = LiveJudge.start(
      { client: deployment.client, judge, collections: shopStores.collections, nowMs: () => 0 },
      30,
    );
    await expect(starting).rejects.toThrow('more than 30 ms late');
    expect(deployment.docs.get('groundhog_harness.marks')?.size).toBe(0);
  });
});
