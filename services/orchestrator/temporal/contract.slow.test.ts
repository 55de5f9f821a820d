/**
 * The engine on a real cluster. `RECORD_HISTORIES=1` keeps what workflows did here for `replay.slow.test.ts`: to be done
 * when there is something new to record, beside what is there.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { freePort } from '../../../harness/stack/ports.ts';
import { engineContract, type Shop } from '../testing/engine-contract.ts';
import { hasServer, NO_SERVER } from './testing/at-hand.ts';

if (!hasServer) console.log(NO_SERVER);

const ORCHESTRATOR = 'services/orchestrator/main.ts';
const WORKER = 'services/orchestrator/temporal/main.ts';
const SERVER = 'services/orchestrator/temporal/dev-server.ts';

/** Each goes a way of its own. */
const RECORDED = [
  'confirmed',
  'refused',
  'declined',
  'unknown',
  'given-up-charge',
  'given-up-reserve',
  'left',
];

/** Loaded only where the packages are. */
const cluster = () => import('./testing/cluster.ts');

describe.runIf(hasServer)('orders as workflows', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'temporal-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let address: string;
  const workers = (shop: Shop) => ['worker-1', 'worker-2'].map((name) => shop.services.get(name)!);

  const shop = engineContract({
    async start(shop) {
      const port = await freePort(new Set());
      address = `127.0.0.1:${port}`;
      const env = { TEMPORAL_ADDRESS: address, TEMPORAL_UI: 'http://ui.example/', ENGINE: 'temporal' };
      const [, , , orchestrator] = await Promise.all([
        shop.start('temporal-1', SERVER, { DB_FILE: path.join(folder, 'temporal.db') }, port),
        shop.start('worker-1', WORKER, env),
        shop.start('worker-2', WORKER, env),
        shop.start('orchestrator-1', ORCHESTRATOR, env),
      ]);
      return orchestrator.url!;
    },
    /** Nobody knows on which worker a step is; one of them comes back. */
    async killDriver(shop) {
      await Promise.all(workers(shop).map((worker) => worker.crash()));
      await workers(shop)[0]!.restart();
    },
    async atEnd() {
      if (process.env.RECORD_HISTORIES) await (await cluster()).recordHistories(address, RECORDED);
    },
  });

  test('an order says where its workflow can be watched', async () => {
    expect((await shop.get('confirmed')).body).toMatchObject({
      workflow_url: 'http://ui.example/namespaces/default/workflows/confirmed',
    });
  });

  test('workflows are found by how their orders stand, and by product', async () => {
    const { countOf } = await cluster();
    expect(await countOf(address, `OrderStatus = "rejected" AND Product = "p"`)).toBe(4);
    expect(await countOf(address, `OrderStatus = "rejected" AND Product = "q"`)).toBe(0);
  });

  test('one whose workflow was terminated from outside is taken over by a new one', async () => {
    shop.peers.plan('terminated', 'charge', 'held');
    await shop.post('terminated');
    await expect.poll(() => shop.peers.asked('terminated')).toContain('charge');
    await (await cluster()).terminate(address, 'terminated');
    expect(await shop.ended('terminated')).toMatchObject({ status: 'confirmed', lease: { token: 2 } });
  });

  test('one whose workflow is asked to be cancelled comes to its end all the same', async () => {
    shop.peers.plan('cancelled', 'charge', 'lost', 'lost');
    await shop.post('cancelled');
    await (await cluster()).cancel(address, 'cancelled');
    expect(await shop.ended('cancelled')).toMatchObject({ status: 'confirmed', lease: { token: 1 } });
  });

  test('while the cluster is away nothing is accepted; what was goes on when it is back', async () => {
    shop.peers.plan('outlives', 'charge', 'lost', 'lost');
    expect(await shop.post('outlives')).toBe(202);
    await shop.services.get('temporal-1')!.crash();
    expect(await shop.post('too-early')).toBe(503);
    // It is stored, and nobody promised anything.
    expect((await shop.get('too-early')).body).toMatchObject({ status: 'pending' });
    await shop.services.get('temporal-1')!.restart();
    expect(await shop.ended('outlives')).toMatchObject({ status: 'confirmed' });
    expect(await shop.ended('too-early')).toMatchObject({ status: 'confirmed' });
  });
});
