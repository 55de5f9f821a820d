/** Seeds until each planted bug is found, over disjoint ranges of seeds. */
import { allBugs } from '../../sim/bugs/index.ts';
import { median, type Section, scaled } from './section.ts';
import { sim } from './sim.ts';

const RANGES = 5;

interface Found {
  seeds: number | null;
  by: string | null;
}

async function hunt(bug: string, first: number, limit: number): Promise<Found> {
  const range = ['--seed', String(first), '--runs', String(limit)];
  const { results } = await sim(['--bug', bug, ...range, '--workers', '2', '--max-failures', '1']);
  const found = results.find((r) => r.verdict !== 'passed');
  if (!found) return { seeds: null, by: null };
  return { seeds: found.seed - first + 1, by: found.violations[0]?.invariant ?? found.verdict };
}

export const bugs: Section = {
  name: 'bugs',
  says: 'seeds until each planted bug is found, over five disjoint ranges',
  async measure(scale) {
    const limit = scaled(100, scale);
    const rows = [];
    for (const bug of allBugs) {
      const found: Found[] = [];
      for (let range = 0; range < RANGES; range++)
        found.push(await hunt(bug.name, 100_000 + range * 10_000, limit));
      const counts = found.map((f) => f.seeds ?? Number.POSITIVE_INFINITY);
      const row = {
        bug: bug.name,
        seeds: found.map((f) => f.seeds),
        median: median(counts),
        worst: Math.max(...counts),
        by: [...new Set(found.map((f) => f.by))],
      };
      rows.push(row);
      const shown = row.seeds.map((n) => n ?? `>${limit}`).join(' ');
      console.log(`  ${row.bug.padEnd(28)} ${shown.padEnd(24)} by ${row.by.join(', ')}`);
    }
    return rows;
  },
};
