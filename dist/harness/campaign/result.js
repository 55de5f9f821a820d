/**
 * The results of a campaign as a file: one JSON line that says what was asked for, one for each seed as it ended, and
 * one that says why it went no further. The simulator appends, so a campaign that is killed loses nothing, and is known
 * by its missing end; one that is resumed goes on after it. `read.ts` reads; reports draw.
 */
export const FORMAT = 'groundhog-campaign';
export const VERSION = 2;
export const isSameShard = (a, b) => keyOf(a) === keyOf(b);
/** What tells one shard of one campaign from all others. */
export function keyOf(head) {
    return JSON.stringify([head.shard.index, campaignOf(head)]);
}
/** What tells one campaign from all others: what all its shards have in common. */
export function campaignOf({ scenario, seed, runs, isOpen, shard, drawnBy }) {
    return JSON.stringify([scenario, seed, runs, isOpen ?? false, shard.of, drawnBy]);
}
export const fileNameOf = ({ index, of }) => `shard-${String(index).padStart(String(of).length, '0')}-of-${of}.jsonl`;
/** Adds one run's counts to a sum of them. */
export function addCounts(sum, counts) {
    for (const [name, n] of Object.entries(counts))
        sum[name] = (sum[name] ?? 0) + n;
}
