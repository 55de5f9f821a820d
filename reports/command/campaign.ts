/** Merges the shards of a campaign into one page, and tells on the terminal what it comes to. */
import path from 'node:path';
import { FOLDERS } from '../../harness/called.ts';
import {
  annotationsOf,
  type Group,
  messageOf,
  readKnown,
  replayOf,
  seedsOf,
  sorted,
  titleOf,
} from '../../harness/campaign/index.ts';
import { plural } from '../../harness/words.ts';
import { EXIT } from '../exit-codes.ts';
import { Campaign, Earlier, ranOf, renderCampaign, verdictOf } from '../index.ts';
import { filesIn, write } from './files.ts';

export const CAMPAIGN_PAGE = `${FOLDERS.reports}/campaign.html`;

export interface CampaignOptions {
  out?: string;
  check: boolean;
  known?: string;
  against?: string[];
}

/** Its exit code. Throws, with one line for a person, where files are not of one campaign. */
export function drawCampaign(files: string[], options: CampaignOptions): number {
  const { out, check, known: knownFile, against: earlierFiles } = options;
  const campaign = new Campaign();
  for (const file of files) campaign.add(file);
  const { scenario } = campaign.shards[0]!.head;
  const known = knownFile === undefined ? [] : readKnown(knownFile, scenario);
  const against = earlierFiles && earlierIn(filesIn(earlierFiles)).against(campaign);
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

function earlierIn(files: readonly string[]): Earlier {
  const earlier = new Earlier();
  for (const file of files) earlier.add(file);
  return earlier;
}
