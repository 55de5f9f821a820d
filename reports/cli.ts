/**
 * `npm run report -- FILE…` draws results: of a run under load, or of two compared; the explanation of a failed run; or of a
 * campaign, its shards merged.
 */
import { Command, CommanderError } from 'commander';
import { commandLine, commandName } from '../harness/called.ts';
import { CAMPAIGN_PAGE, type CampaignOptions, drawCampaign } from './command/campaign.ts';
import { CannotWrite, filesIn, isCampaign } from './command/files.ts';
import { drawObjects } from './command/objects.ts';
import { EXIT } from './exit-codes.ts';

const command = new Command(commandLine('report'))
  .description(
    'Draws the page of a load result again or compares two; or that of an explanation; or merges the shards of a campaign.',
  )
  .argument(
    '<results...>',
    `one or two .json of ${commandName('load')}, one of ${commandName('explain')} --json, or all .jsonl of a campaign of ${commandName('sim')}`,
  )
  .option(
    '--out <file>',
    `the page to write (default: beside the first result; of a campaign, ${CAMPAIGN_PAGE})`,
  )
  .option(
    '--check',
    'of a campaign: exit with 1 when a seed failed that is not known, with 8 when not all that was asked for is here, with 7 when a state was never reached',
    false,
  )
  .option(
    '--known <file>',
    `of a campaign: those failures are known, as ${commandName('sim')} --update-known keeps them`,
  )
  .option(
    '--against <results...>',
    'of a campaign: all .jsonl of earlier ones, to say what is new, ongoing, gone and back again',
  )
  .addHelpText(
    'after',
    `
Exit codes: 0 drawn, 2 bad usage or no results, 4 the page could not be written, 130 interrupted; with --check,
of a campaign, as well 1 a seed failed that is not --known, 8 seeds did not run, shards are missing or lines damaged, 7 a state was
never reached. That the time of --time was up is told, and is no failure.`,
  )
  .exitOverride();

try {
  command.parse();
  const given = command.opts<CampaignOptions>();
  const files = filesIn(command.args);
  const ofCampaign = isCampaign(files[0]!);
  const alien = (['check', 'known', 'against'] as const).find((name) => given[name]);
  if (alien !== undefined && !ofCampaign) throw new Error(`--${alien} is for the results of a campaign`);
  process.exitCode = ofCampaign ? drawCampaign(files, given) : drawObjects(files, given.out);
} catch (error) {
  if (!(error instanceof CommanderError)) console.error(`report: ${(error as Error).message}`);
  if (error instanceof CannotWrite) process.exitCode = EXIT.broken;
  else process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? EXIT.drawn : EXIT.usage;
}
