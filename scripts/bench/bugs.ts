/** Seeds until each planted bug is found, over disjoint ranges of seeds. */
import { allBugs } from '../../sim/bugs/index.ts';
import { median, type Section, scaled } from './section.ts';
import { sim } from './sim.ts';

const RANGES = 5;
/** Seeds run in one go: a bug that falls early need not wait for the whole range. */
const BATCH = 10;

interface Found {
  seeds: number | null;
  by: string | null;
}

async function hunt(bug: string, first: number, limit: number): Promise<Found> {
  for (let done = 0; done < limit; done += BATCH) {
    const runs = Math.min(BATCH, limit - done);
    const { results } = await sim([
      '--bug',
      bug,
      '--seed',
      String(first + done),
      '--runs',
      String(runs),
      '--workers',
      '2',
    ]);
    const at = results.findIndex((r) => r.verdict !== 'passed');
    if (at >= 0)
      return { seeds: done + at + 1, by: results[at]!.violations[0]?.invariant ?? results[at]!.verdict };
  }
  return { seeds: null, by: null };
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
