import { runMain, serviceCommand, urlsOption } from '../common/main.ts';
import { startPayment } from './index.ts';

const command = serviceCommand('payment').addOption(
  urlsOption('--gateway', 'base URLs of the payment gateway', 'GATEWAY_URLS'),
);

await runMain(command, (config) => startPayment({ ...config, gatewayUrls: command.opts().gateway }));
