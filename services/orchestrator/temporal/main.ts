import { runMain, serviceCommand, urlsOption } from '../../common/main.ts';
import { isNotInstalled, NOT_INSTALLED, temporalSettings, withTemporalOptions } from '../engines.ts';

const command = withTemporalOptions(
  serviceCommand('worker')
    .addOption(urlsOption('--inventory', 'base URLs of all inventories', 'INVENTORY_URLS'))
    .addOption(urlsOption('--payment', 'base URLs of all payments', 'PAYMENT_URLS')),
);

await runMain(command, async (config) => {
  const { inventory: inventoryUrls, payment: paymentUrls } = command.opts();
  const { startWorker } = await import('./worker.ts').catch((error: unknown) => {
    throw isNotInstalled(error) ? new Error(NOT_INSTALLED) : error;
  });
  return startWorker({ ...config, inventoryUrls, paymentUrls, temporal: temporalSettings(command) });
});
