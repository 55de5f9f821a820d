/** Whether what is here is all that was asked for; what is not, a line each. */
import { number, plural } from '../../harness/words.ts';
import { shortened } from '../page/format.ts';
import type { Campaign, ShardSum } from './merge.ts';

/** What makes a campaign another than the one that was asked for: nobody may take it for whole. */
export function gapsOf(campaign: Campaign): string[] {
  const { seeds, shards, missing } = campaign;
  const commits = [...new Set(shards.map(({ head }) => head.commit ?? 'unknown'))];
  return [
    ...(seeds === 0 ? ['no seed has run'] : []),
    ...(missing.length > 0
      ? [`${missing.length === 1 ? 'shard' : 'shards'} ${listed(missing)} not here`]
      : []),
    ...shards.flatMap(stopped),
    ...shards.flatMap(({ file, damaged }) =>
      damaged === 0 ? [] : [`${plural(damaged, 'line')} of ${file} cannot be read`],
    ),
    ...(commits.length > 1 ? [`not all ran the same code: ${commits.map(shortened).join(', ')}`] : []),
  ];
}

function stopped(shard: ShardSum): string[] {
  const { ended, seeds, asked } = shard;
  const after = `after ${progressOf(shard)}`;
  if (seeds === asked) return [];
  if (ended === 'interrupted') return [`${nameOf(shard)} was interrupted ${after}`];
  if (ended === 'failures') return [`${nameOf(shard)} stopped, as too many had failed, ${after}`];
  if (ended === null) return [`${nameOf(shard)} ends without a word ${after}: it was killed, or still runs`];
  return ended === 'all' ? [`${nameOf(shard)} has lost seeds: ${progressOf(shard)} are here`] : [];
}

/** Shards whose time was up before all their seeds had run. So it was asked; and yet not all has run. */
export const outOfTime = ({ shards }: Campaign): string[] =>
  shards
    .filter(({ ended, seeds, asked, head }) => ended === 'time' && seeds < asked && !head.isOpen)
    .map((shard) => `${nameOf(shard)} ran out of time after ${progressOf(shard)}`);

const nameOf = ({ head: { shard } }: ShardSum): string =>
  shard.of === 1 ? 'the campaign' : `shard ${shard.index}/${shard.of}`;

export const progressOf = ({ seeds, asked, head }: ShardSum): string =>
  head.isOpen ? plural(seeds, 'seed') : `${seeds.toLocaleString('en-US')} of ${plural(asked, 'seed')}`;

const NAMED_MOST = 20;

/** The first of many. */
export function listed(names: readonly string[]): string {
  const more = names.length - NAMED_MOST;
  return more > 0 ? `${names.slice(0, NAMED_MOST).join(', ')} … and ${number(more)} more` : names.join(', ');
}
