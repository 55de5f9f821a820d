import { numberBetween, runMain, serviceCommand } from '../common/main.ts';
import { startGateway } from './index.ts';

const command = serviceCommand('gateway')
  .option('--latency-ms <ms>', 'least time a request takes', numberBetween(0, 60_000), 0)
  .option('--decline-rate <share>', 'share of new charges declined', numberBetween(0, 1), 0)
  .option('--lost-reply-rate <share>', 'share of requests done but not answered', numberBetween(0, 1), 0)
  .option('--allow-behaviour', 'offer PUT /behaviour');

await runMain(command, (config) => {
  const { latencyMs, declineRate, lostReplyRate, allowBehaviour } = command.opts();
  return startGateway({ ...config, behaviour: { latencyMs, declineRate, lostReplyRate }, allowBehaviour });
});
