import { engineContract } from './testing/engine-contract.ts';

const ENTRY = 'services/orchestrator/main.ts';

engineContract({
  async start(shop) {
    const first = await shop.start('orchestrator-1', ENTRY);
    await shop.start('orchestrator-2', ENTRY);
    return first.url!;
  },
  /** Who took an order drives it. */
  async killDriver(shop) {
    await shop.services.get('orchestrator-1')!.crash();
    shop.url = shop.services.get('orchestrator-2')!.url!;
  },
});
