import { runMain, serviceCommand, urlsOption } from '../common/main.ts';
import { startOrchestrator } from './index.ts';

const command = serviceCommand('orchestrator')
  .addOption(urlsOption('--inventory', 'base URLs of all inventories', 'INVENTORY_URLS'))
  .addOption(urlsOption('--payment', 'base URLs of all payments', 'PAYMENT_URLS'));

await runMain(command, (config) => {
  const { inventory, payment } = command.opts();
  return startOrchestrator({ ...config, inventoryUrls: inventory, paymentUrls: payment });
});
