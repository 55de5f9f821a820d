/** How a campaign went along: what its seeds still had of new, and how fast they ran. */
import { lineChart } from '../chart/line.ts';
import { number } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { BLOCK, type Campaign, SLICE_MS } from './merge.ts';

const POINTS_MOST = 120;

/** A stretch from where the one before it ends, and the sum of something within. */
export interface Stretch {
  end: number;
  length: number;
  sum: number;
}

/**
 * `sums[i]` is of what lies between i and i + 1 times `width`; the whole ends at `end`. Neighbours are joined so that
 * few remain. What is left over at the end, shorter than the others, is told with the last of them: of so little,
 * chance makes a spike.
 */
export function stretches(sums: readonly number[], width: number, end: number): Stretch[] {
  const joined = Math.max(1, Math.ceil(sums.length / POINTS_MOST)) * width;
  const count = Math.max(1, Math.floor(end / joined));
  const all: Stretch[] = [];
  for (let i = 0; i < count; i++) {
    const isLast = i === count - 1;
    const part = sums.slice((i * joined) / width, isLast ? sums.length : ((i + 1) * joined) / width);
    const until = isLast ? end : (i + 1) * joined;
    const length = until - i * joined;
    if (length > 0) all.push({ end: until, length, sum: part.reduce((a, b) => a + b, 0) });
  }
  return all;
}

/** The value of each stretch at its end, and from its beginning on for the first, so that one alone is a line too. */
function drawn(all: Stretch[], worth: (stretch: Stretch) => number) {
  const values = all.map(worth);
  return { x: [0, ...all.map(({ end }) => end)], values: [...values.slice(0, 1), ...values] };
}

export function diversity({ newHistories, seeds }: Campaign): Html {
  const { x, values } = drawn(
    stretches(newHistories, BLOCK, seeds),
    ({ sum, length }) => (100 * sum) / length,
  );
  return lineChart({
    title: 'New histories',
    unit: '% of seeds',
    note: 'How many seeds had a history that none before had. 100%: each still shows something new.',
    xLabel: 'seeds, in the order they were read',
    x,
    series: [{ name: 'new histories', values, colour: 's1', area: true }],
  });
}

export function speed({ slices, shards, seeds, events }: Campaign): Html {
  const endMs = Math.max(0, ...shards.map(({ wallMs }) => wallMs));
  const shardSeconds = shards.reduce((sum, { wallMs }) => sum + wallMs / 1000, 0);
  const chart = (title: string, of: 'seeds' | 'events', all: number, colour: 's1' | 's3') => {
    const { x, values } = drawn(
      stretches(
        slices.map((slice) => slice[of]),
        SLICE_MS,
        endMs,
      ),
      ({ sum, length }) => (1000 * sum) / length,
    );
    return lineChart({
      title,
      unit: 'per second',
      ...(shardSeconds > 0 && { note: `In each shard ${number(all / shardSeconds)} per second.` }),
      xIs: 'time',
      xLabel: 'time since a shard began',
      x: x.map((ms) => ms / 1000),
      sync: 'speed',
      series: [{ name: 'all shards together', values, colour }],
    });
  };
  return html`${chart('Seeds', 'seeds', seeds, 's1')}${chart('Events', 'events', events, 's3')}`;
}
