import { Option } from 'commander';
import { numberBetween, runMain, serviceCommand } from '../common/main.ts';
import { startGateway } from './index.ts';

const share = numberBetween(0, 1);
const numberOption = (flag: string, says: string, parse: (text: string) => number, env: string): Option =>
  new Option(flag, says).argParser(parse).default(0).env(env);

const command = serviceCommand('gateway')
  .addOption(
    numberOption('--latency-ms <ms>', 'least time a request takes', numberBetween(0, 60_000), 'LATENCY_MS'),
  )
  .addOption(numberOption('--decline-rate <share>', 'share of new charges declined', share, 'DECLINE_RATE'))
  .addOption(
    numberOption(
      '--lost-reply-rate <share>',
      'share of requests done but not answered',
      share,
      'LOST_REPLY_RATE',
    ),
  )
  .addOption(new Option('--allow-behaviour', 'offer PUT /behaviour').env('ALLOW_BEHAVIOUR'));

await runMain(command, (config) => {
  const { latencyMs, declineRate, lostReplyRate, allowBehaviour } = command.opts();
  return startGateway({ ...config, behaviour: { latencyMs, declineRate, lostReplyRate }, allowBehaviour });
});
