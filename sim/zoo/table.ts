/** What a survey found, as a table a person can read, and as rows for a file. */

import { median } from '../../harness/median.ts';
import { plural } from '../../harness/words.ts';
import type { Hunt } from './hunt.ts';
import type { Found } from './survey.ts';

export interface Figures {
  /** Seeds until it was found, for each range; null where it was not. */
  seeds: (number | null)[];
  seedsMedian: number | null;
  seedsWorst: number | null;
  secondsMedian: number;
  secondsWorst: number;
}

export interface Row {
  bug: string;
  /** Invariants that caught it, the most frequent first. */
  by: string[];
  swarm: Figures;
  /** Every seed drawn alike; absent when it was not asked for. */
  without?: Figures;
  strays: Hunt['strays'];
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

function figures(hunts: readonly Hunt[]): Figures {
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

function mostFrequentFirst(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}

export function rowOf({ bug, hunts }: Found): Row {
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

export const isFoundEverywhere = (row: Row): boolean => row.swarm.seedsWorst !== null;

const HEAD = ['bug', 'seeds', 'worst', 'seconds', 'worst', 'without swarm', 'worst', 'found by'];

export function printTable(rows: readonly Row[], limit: number): string {
  const count = (n: number | null) => (n === null ? `>${limit}` : String(n));
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
  const widths = HEAD.map((head, i) => Math.max(head.length, ...cells.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) =>
        i === 0 || i === row.length - 1 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!),
      )
      .join('  ')
      .trimEnd();
  return [line(HEAD), ...cells.map(line)].join('\n');
}

/** Of so many hunts, how many had succeeded after so many seeds: what finds more in equal time is better. */
const MARKS = [1, 3, 10, 30, 100];

export function printSummary(rows: readonly Row[], limit: number): string {
  const found = rows.filter(isFoundEverywhere).length;
  const middle = (of: (row: Row) => Figures | undefined) => {
    const medians = rows.flatMap((row) => of(row)?.seedsMedian ?? Number.POSITIVE_INFINITY);
    return medians.length > 0 ? orNull(median(medians)) : null;
  };
  const soon = (n: number | null) => (n === null ? `more than ${plural(limit, 'seed')}` : plural(n, 'seed'));
  const within = (of: (row: Row) => Figures | undefined) => {
    const seeds = rows.flatMap((row) => of(row)?.seeds ?? []);
    const marks = MARKS.filter((n) => n <= limit);
    const counts = marks.map((n) => `${seeds.filter((s) => s !== null && s <= n).length} in ${n}`);
    return `${counts.join(', ')} seeds, of ${plural(seeds.length, 'hunt')}`;
  };
  const lines = [
    `${found} of ${plural(rows.length, 'bug')} found in every range, half of them within ${soon(middle((r) => r.swarm))}`,
    `  swarm          ${within((r) => r.swarm)}`,
  ];
  if (rows.some((r) => r.without)) lines.push(`  without swarm  ${within((r) => r.without)}`);
  for (const { bug, strays } of rows)
    for (const { seed, how } of strays.slice(0, 3))
      lines.push(`  ${bug}: seed ${seed} failed otherwise (${how.split('\n')[0]})`);
  return lines.join('\n');
}
