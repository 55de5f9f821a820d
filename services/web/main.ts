import { Option } from 'commander';
import { runMain, serviceCommand, urlsOption } from '../common/main.ts';
import { startWeb } from './index.ts';

const command = serviceCommand('web')
  .addOption(urlsOption('--orchestrator', 'base URLs of all orchestrators', 'ORCHESTRATOR_URLS'))
  .addOption(urlsOption('--inventory', 'base URLs of all inventories', 'INVENTORY_URLS'))
  .addOption(urlsOption('--payment', 'base URLs of all payments', 'PAYMENT_URLS'))
  .addOption(urlsOption('--projector', 'base URLs of all projectors', 'PROJECTOR_URLS'))
  .addOption(urlsOption('--gateway', 'base URL of the bank', 'GATEWAY_URLS'))
  .addOption(
    new Option('--control <url>', 'where processes are seen and struck: only for loopback').env(
      'CONTROL_URL',
    ),
  );

await runMain(command, (config) => {
  const { orchestrator, inventory, payment, projector, gateway, control } = command.opts();
  return startWeb({
    ...config,
    urls: { orchestrator, inventory, payment, projector, gateway },
    controlUrl: control,
  });
});
