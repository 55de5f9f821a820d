/** How a campaign went along: what its seeds still had of new, and how fast they ran. */
import { lineChart } from '../chart/line.js';
import { number } from '../page/format.js';
import { html } from '../page/html.js';
import { BLOCK, SLICE_MS } from './merge.js';
const POINTS_MOST = 120;
/**
 * `sums[i]` is of what lies between i and i + 1 times `width`; the whole ends at `end`. Neighbours are joined so that
 * few remain. What is left over at the end, shorter than the others, is told with the last of them: of so little,
 * chance makes a spike.
 */
export function stretches(sums, width, end) {
    const joined = Math.max(1, Math.ceil(sums.length / POINTS_MOST)) * width;
    const count = Math.max(1, Math.floor(end / joined));
    const all = [];
    for (let i = 0; i < count; i++) {
        const isLast = i === count - 1;
        const part = sums.slice((i * joined) / width, isLast ? sums.length : ((i + 1) * joined) / width);
        const until = isLast ? end : (i + 1) * joined;
        const length = until - i * joined;
        if (length > 0)
            all.push({ end: until, length, sum: part.reduce((a, b) => a + b, 0) });
    }
    return all;
}
/** The value of each stretch at its end, and from its beginning on for the first, so that one alone is a line too. */
function drawn(all, worth) {
    const values = all.map(worth);
    return { x: [0, ...all.map(({ end }) => end)], values: [...values.slice(0, 1), ...values] };
}
export function diversity({ newHistories, seeds }) {
    const { x, values } = drawn(stretches(newHistories, BLOCK, seeds), ({ sum, length }) => (100 * sum) / length);
    return lineChart({
        title: 'New histories',
        unit: '% of seeds',
        note: 'How many seeds had a history that none before had. 100%: each still shows something new.',
        xLabel: 'seeds, in the order they were read',
        x,
        series: [{ name: 'new histories', values, colour: 's1', area: true }],
    });
}
export function speed({ slices, shards, seeds, events }) {
    const endMs = Math.max(0, ...shards.map(({ wallMs }) => wallMs));
    const shardSeconds = shards.reduce((sum, { wallMs }) => sum + wallMs / 1000, 0);
    const chart = (title, of, all, colour) => {
        const { x, values } = drawn(stretches(slices.map((slice) => slice[of]), SLICE_MS, endMs), ({ sum, length }) => (1000 * sum) / length);
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
    return html `${chart('Seeds', 'seeds', seeds, 's1')}${chart('Events', 'events', events, 's3')}`;
}
