import { runMain, serviceCommand, urlsOption } from '../common/main.ts';
import { chosenEngine, engineOption, withTemporalOptions } from './engines.ts';
import { startOrchestrator } from './index.ts';

const command = withTemporalOptions(
  serviceCommand('orchestrator')
    .addOption(urlsOption('--inventory', 'base URLs of all inventories', 'INVENTORY_URLS'))
    .addOption(urlsOption('--payment', 'base URLs of all payments', 'PAYMENT_URLS'))
    .addOption(engineOption()),
);

await runMain(command, async (config) => {
  const { inventory: inventoryUrls, payment: paymentUrls } = command.opts();
  const engine = await chosenEngine(command);
  return startOrchestrator({ ...config, inventoryUrls, paymentUrls, ...(engine && { engine }) });
});
