/**
 * `npm run report -- FILE…` draws results: of a run under load, or of two compared; the explanation of a failed run; or of a
 * campaign, its shards merged.
 */
import { closeSync, openSync, readFileSync, readSync, type Stats, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import { commandLine, commandName, FOLDERS } from '../harness/called.ts';
import {
  annotationsOf,
  FORMAT,
  type Group,
  messageOf,
  readKnown,
  replayOf,
  seedsOf,
  sorted,
  titleOf,
} from '../harness/campaign/index.ts';
import { EXPLANATION_FORMAT, EXPLANATION_VERSION, type Explanation } from '../harness/explanation/index.ts';
import { makeFolder } from '../harness/folder.ts';
import { LOAD_FORMAT, LOAD_VERSION, type LoadResult } from '../harness/run/result.ts';
import { plural } from '../harness/words.ts';
import { EXIT } from './exit-codes.ts';
import {
  Campaign,
  Earlier,
  ranOf,
  renderCampaign,
  renderComparison,
  renderExplanation,
  renderReport,
  verdictOf,
} from './index.ts';

const CAMPAIGN_PAGE = `${FOLDERS.reports}/campaign.html`;

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

interface Given {
  out?: string;
  check: boolean;
  known?: string;
  against?: string[];
}

/** Their messages are one line for a person. */
class CannotWrite extends Error {}
class Unreadable extends Error {}

try {
  command.parse();
  const given = command.opts<Given>();
  const files = filesIn(command.args);
  if (files.length === 0) throw new Error('there is no file of results among these');
  const ofCampaign = isCampaign(files[0]!);
  const alien = (['check', 'known', 'against'] as const).find((name) => given[name]);
  if (alien !== undefined && !ofCampaign) throw new Error(`--${alien} is for the results of a campaign`);
  process.exitCode = ofCampaign ? drawCampaign(files, given) : drawObjects(files, given.out);
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

/** A shell's `results/*` names folders as well. */
function filesIn(names: readonly string[]): string[] {
  return names.filter((file) => !statOf(file).isDirectory());
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

function drawCampaign(files: string[], options: Given): number {
  const { out, check, known: knownFile, against: earlierFiles = [] } = options;
  const campaign = new Campaign();
  for (const file of files) campaign.add(file);
  const { scenario } = campaign.shards[0]!.head;
  const known = knownFile === undefined ? [] : readKnown(knownFile, scenario);
  const earlier = new Earlier();
  for (const file of filesIn(earlierFiles)) earlier.add(file);
  const against = earlierFiles.length === 0 ? undefined : earlier.against(campaign);
  const page = out ?? CAMPAIGN_PAGE;
  write(page, renderCampaign(campaign, { known, against, folder: path.dirname(page) }));
  const { words, reasons, code } = verdictOf(campaign, known);
  console.log(`${ranOf(campaign)} in ${plural(campaign.shards.length, 'shard')}: ${words}`);
  for (const reason of reasons) console.log(`  ${reason}`);
  const found = sorted(campaign.triage.groups(), known);
  const since = (group: Group) => (against ? `, ${against.since(group)}` : '');
  for (const group of [...found.unknown, ...found.known])
    console.log(
      `${titleOf(group)}: ${seedsOf(group)}${since(group)}${found.known.includes(group) ? ', known' : ''}: ${messageOf(group)}\n  ${replayOf(group)}`,
    );
  for (const group of against?.gone ?? []) console.log(`gone: ${titleOf(group)}: ${messageOf(group)}`);
  for (const { what, fingerprint, sentence } of found.gone)
    console.log(`known, and did not occur: ${what} ${fingerprint}: ${sentence}`);
  if (process.env.GITHUB_ACTIONS === 'true') for (const line of annotationsOf(found)) console.log(line);
  console.log(`report: ${page}`);
  return check ? code : EXIT.drawn;
}

/** What is one JSON object: a result of a load run, two of them, or an explanation. */
function drawObjects(files: string[], out: string | undefined): number {
  const [first, second, ...more] = files;
  const isExplained = parsed(first!).format === EXPLANATION_FORMAT;
  if (isExplained && second !== undefined) throw new Error('explanations are drawn one at a time');
  if (more.length > 0) throw new Error(`results of ${commandName('load')} are drawn one or two at a time`);
  const html = drawn(files, () => {
    if (isExplained) return renderExplanation(readExplanation(first!));
    const results = files.map(readLoad);
    return results.length === 1 ? renderReport(results[0]!) : renderComparison(results[0]!, results[1]!);
  });
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
    if (error instanceof Unreadable) throw error;
    throw new Error(`${files.join(' or ')} is damaged, and cannot be drawn: ${(error as Error).message}`);
  }
}

function parsed(file: string): { format?: unknown; version?: unknown } {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) ?? {};
  } catch (error) {
    throw new Unreadable(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
}

function readLoad(file: string): LoadResult {
  const result = parsed(file);
  if (result.format !== LOAD_FORMAT) throw new Unreadable(`${file} is no result of ${commandName('load')}`);
  if (result.version !== LOAD_VERSION)
    throw new Unreadable(
      `${file} is a result of version ${result.version}, and this draws version ${LOAD_VERSION}: measure again, or draw it with the code that measured it`,
    );
  return result as LoadResult;
}

function readExplanation(file: string): Explanation {
  const explanation = parsed(file);
  if (explanation.version !== EXPLANATION_VERSION)
    throw new Unreadable(
      `${file} is an explanation of version ${explanation.version}, and this draws version ${EXPLANATION_VERSION}: explain the plan again, or draw it with the code that explained it`,
    );
  return explanation as Explanation;
}
