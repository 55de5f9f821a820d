/** What a survey found, as a table a person can read, and as rows for a file. */
import { median } from '../../harness/median.js';
import { plural } from '../../harness/words.js';
const orNull = (value) => (Number.isFinite(value) ? value : null);
function figures(hunts) {
    const seeds = hunts.map((h) => h.seeds);
    // Not found is worse than any number.
    const counts = seeds.map((n) => n ?? Number.POSITIVE_INFINITY);
    const seconds = hunts.map((h) => h.seconds);
    return {
        seeds,
        seedsMedian: orNull(median(counts)),
        seedsWorst: orNull(Math.max(...counts)),
        secondsMedian: median(seconds),
        secondsWorst: Math.max(...seconds),
    };
}
function mostFrequentFirst(names) {
    const counts = new Map();
    for (const name of names)
        counts.set(name, (counts.get(name) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}
export function rowOf({ bug, hunts }) {
    const swarm = hunts.filter((h) => h.swarm);
    const without = hunts.filter((h) => !h.swarm);
    return {
        bug: bug.name,
        by: mostFrequentFirst(swarm.flatMap((h) => h.by)),
        swarm: figures(swarm),
        ...(without.length > 0 ? { without: figures(without) } : {}),
        strays: hunts.flatMap((h) => h.strays),
    };
}
export const isFoundEverywhere = (row) => row.swarm.seedsWorst !== null;
const HEAD = ['bug', 'seeds', 'worst', 'seconds', 'worst', 'without swarm', 'worst', 'found by'];
export function printTable(rows, limit) {
    const count = (n) => (n === null ? `>${limit}` : String(n));
    const cells = rows.map(({ bug, by, swarm, without }) => [
        bug,
        count(swarm.seedsMedian),
        count(swarm.seedsWorst),
        swarm.secondsMedian.toFixed(1),
        swarm.secondsWorst.toFixed(1),
        without ? count(without.seedsMedian) : '–',
        without ? count(without.seedsWorst) : '–',
        by.join(', ') || 'nobody',
    ]);
    const widths = HEAD.map((head, i) => Math.max(head.length, ...cells.map((row) => row[i].length)));
    const line = (row) => row
        .map((cell, i) => i === 0 || i === row.length - 1 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))
        .join('  ')
        .trimEnd();
    return [line(HEAD), ...cells.map(line)].join('\n');
}
/** Of so many hunts, how many had succeeded after so many seeds: what finds more in equal time is better. */
const MARKS = [1, 3, 10, 30, 100];
export function printSummary(rows, limit) {
    const found = rows.filter(isFoundEverywhere).length;
    const middle = (of) => {
        const medians = rows.flatMap((row) => of(row)?.seedsMedian ?? Number.POSITIVE_INFINITY);
        return medians.length > 0 ? orNull(median(medians)) : null;
    };
    const soon = (n) => (n === null ? `more than ${plural(limit, 'seed')}` : plural(n, 'seed'));
    const within = (of) => {
        const seeds = rows.flatMap((row) => of(row)?.seeds ?? []);
        const marks = MARKS.filter((n) => n <= limit);
        const counts = marks.map((n) => `${seeds.filter((s) => s !== null && s <= n).length} in ${n}`);
        return `${counts.join(', ')} seeds, of ${plural(seeds.length, 'hunt')}`;
    };
    const lines = [
        `${found} of ${plural(rows.length, 'bug')} found in every range, half of them within ${soon(middle((r) => r.swarm))}`,
        `  swarm          ${within((r) => r.swarm)}`,
    ];
    if (rows.some((r) => r.without))
        lines.push(`  without swarm  ${within((r) => r.without)}`);
    for (const { bug, strays } of rows)
        for (const { seed, how } of strays.slice(0, 3))
            lines.push(`  ${bug}: seed ${seed} failed otherwise (${how.split('\n')[0]})`);
    return lines.join('\n');
}
