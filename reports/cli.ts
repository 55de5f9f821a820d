/** `npm run report -- FILE…` draws results: of a run under load, or of two compared; or of a campaign, its shards merged. */
import { closeSync, openSync, readFileSync, readSync, type Stats, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import { commandLine, commandName, FOLDERS } from '../harness/called.ts';
import { FORMAT } from '../harness/campaign/index.ts';
import { makeFolder } from '../harness/folder.ts';
import { LOAD_FORMAT, LOAD_VERSION, type LoadResult } from '../harness/run/result.ts';
import { plural } from '../harness/words.ts';
import { EXIT } from './exit-codes.ts';
import { Campaign, ranOf, renderCampaign, renderComparison, renderReport, verdictOf } from './index.ts';

const CAMPAIGN_PAGE = `${FOLDERS.reports}/campaign.html`;

const command = new Command(commandLine('report'))
  .description('Draws the page of a load result again or compares two; or merges the shards of a campaign.')
  .argument(
    '<results...>',
    `one or two .json of ${commandName('load')}, or all .jsonl of a campaign of ${commandName('sim')}`,
  )
  .option(
    '--out <file>',
    `the page to write (default: beside the first result; of a campaign, ${CAMPAIGN_PAGE})`,
  )
  .option(
    '--check',
    'of a campaign: exit with 1 when a seed failed, with 8 when not all that was asked for is here, with 7 when a state was never reached',
    false,
  )
  .addHelpText(
    'after',
    `
Exit codes: 0 drawn, 2 bad usage or no results, 4 the page could not be written, 130 interrupted; with --check,
of a campaign, as well 1 a seed failed, 8 seeds did not run, shards are missing or lines damaged, 7 a state was
never reached. That the time of --time was up is told, and is no failure.`,
  )
  .exitOverride();

/** Its message is one line for a person. */
class CannotWrite extends Error {}

try {
  command.parse();
  const { out, check } = command.opts<{ out?: string; check: boolean }>();
  // A shell's `results/*` names folders as well.
  const files = command.args.filter((file) => !statOf(file).isDirectory());
  if (files.length === 0) throw new Error('there is no file of results among these');
  const ofCampaign = isCampaign(files[0]!);
  if (check && !ofCampaign) throw new Error('--check is for the results of a campaign');
  process.exitCode = ofCampaign ? drawCampaign(files, out, check) : drawLoad(files, out);
} catch (error) {
  if (!(error instanceof CommanderError)) console.error(`report: ${(error as Error).message}`);
  if (error instanceof CannotWrite) process.exitCode = EXIT.broken;
  else process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? EXIT.drawn : EXIT.usage;
}

function write(file: string, html: string): void {
  try {
    makeFolder(path.dirname(file));
    writeFileSync(file, html);
  } catch (error) {
    throw new CannotWrite(`${file} cannot be written: ${(error as Error).message}`);
  }
}

function statOf(file: string): Stats {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) throw new Error(`there is no file ${file}`);
  return stat;
}

/** By the beginning: the file itself may be large. */
function isCampaign(file: string): boolean {
  if (statSync(file).size === 0) throw new Error(`${file} is empty`);
  const fd = openSync(file, 'r');
  const start = Buffer.alloc(100);
  readSync(fd, start, 0, start.length, 0);
  closeSync(fd);
  return start.includes(`"${FORMAT}"`);
}

function drawCampaign(files: string[], out: string | undefined, check: boolean): number {
  const campaign = new Campaign();
  for (const file of files) campaign.add(file);
  const page = out ?? CAMPAIGN_PAGE;
  write(page, renderCampaign(campaign));
  const { words, reasons, code } = verdictOf(campaign);
  console.log(`${ranOf(campaign)} in ${plural(campaign.shards.length, 'shard')}: ${words}`);
  for (const reason of reasons) console.log(`  ${reason}`);
  for (const { what, why, seeds, shortest } of campaign.causes.all())
    console.log(`${what}, ${plural(seeds, 'seed')}: ${why}\n  ${shortest.replay}`);
  console.log(`report: ${page}`);
  return check ? code : EXIT.drawn;
}

function drawLoad(files: string[], out: string | undefined): number {
  const [first, second, ...more] = files;
  if (more.length > 0) throw new Error(`results of ${commandName('load')} are drawn one or two at a time`);
  const results = [first!, ...(second === undefined ? [] : [second])].map(read);
  const html = drawn(files, () =>
    results.length === 1 ? renderReport(results[0]!) : renderComparison(results[0]!, results[1]!),
  );
  const beside = path.join(path.dirname(first!), path.basename(first!, '.json'));
  const file =
    out ??
    (second === undefined ? `${beside}.html` : `${beside}-against-${path.basename(second, '.json')}.html`);
  write(file, html);
  console.log(`report: ${file}`);
  return EXIT.drawn;
}

/** A result from which something is missing is told as such, and not by the place at which drawing stopped. */
function drawn(files: string[], draw: () => string): string {
  try {
    return draw();
  } catch (error) {
    throw new Error(`${files.join(' or ')} is damaged, and cannot be drawn: ${(error as Error).message}`);
  }
}

function read(file: string): LoadResult {
  let result: Partial<LoadResult>;
  try {
    result = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
  if (result?.format !== LOAD_FORMAT) throw new Error(`${file} is no result of ${commandName('load')}`);
  if (result.version !== LOAD_VERSION)
    throw new Error(
      `${file} is a result of version ${result.version}, and this draws version ${LOAD_VERSION}: measure again, or draw it with the code that measured it`,
    );
  return result as LoadResult;
}
