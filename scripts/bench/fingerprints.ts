/** Whether a bug has one fingerprint whatever the seed, and no other bug the same. */
import { fingerprintOf } from '../../harness/campaign/index.ts';
import { explanationOf } from '../../sim/command/explain/explaining.ts';
import { eachBug, failingIn, nameOf, type Planted, shrunkOf } from './failing.ts';
import { type Section, scaled } from './section.ts';

const SEEDS = 20;
const RANGE = 6;
const LIMIT = 2000;

interface Print {
  seed: number;
  fingerprint: string;
  /** Whether the shrink came to its end. */
  isMinimal: boolean;
}

interface OfBug {
  bug: string;
  prints: Print[];
}

/** What each fingerprint is made of. */
type Shapes = Record<string, string[]>;

async function printsOf(planted: Planted, seeds: number, shapes: Shapes): Promise<Print[]> {
  const { of, bug } = planted;
  const prints: Print[] = [];
  for (const failing of await failingIn(planted, RANGE, LIMIT, seeds)) {
    const { plan, without } = await shrunkOf(planted, failing);
    const { failure } = failing;
    const { explanation } = await explanationOf({ of, plan, bug: bug.name, failure, flags: '' });
    if (explanation === null) continue;
    const { fingerprint, shape } = fingerprintOf(explanation);
    shapes[fingerprint] = shape;
    prints.push({ seed: failing.plan.seed, fingerprint, isMinimal: without !== undefined });
  }
  return prints;
}

/** The fingerprint that most seeds have, and how many. */
function most(prints: readonly Print[]): { fingerprint: string; seeds: number } {
  const counts = new Map<string, number>();
  for (const { fingerprint } of prints) counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1);
  const [[fingerprint, seeds] = ['none', 0]] = [...counts].sort(([, a], [, b]) => b - a);
  return { fingerprint, seeds };
}

function lineOf({ bug, prints }: OfBug): string {
  const { fingerprint, seeds } = most(prints);
  const minimal = prints.filter(({ isMinimal }) => isMinimal).length;
  const kinds = new Set(prints.map((print) => print.fingerprint)).size;
  return `  ${bug.padEnd(34)} ${seeds} of ${prints.length} seeds have ${fingerprint}, ${kinds} in all; ${minimal} proved minimal`;
}

/** Pairs of bugs that share a fingerprint. */
function sharedBy(all: readonly OfBug[]): { fingerprint: string; bugs: string[] }[] {
  const bugs = new Map<string, Set<string>>();
  for (const { bug, prints } of all)
    for (const { fingerprint } of prints)
      bugs.set(fingerprint, (bugs.get(fingerprint) ?? new Set()).add(bug));
  return [...bugs].flatMap(([fingerprint, of]) => (of.size > 1 ? [{ fingerprint, bugs: [...of] }] : []));
}

export const fingerprints: Section = {
  name: 'fingerprints',
  says: 'failing seeds of each planted bug, shrunk and explained: how many have one fingerprint, and which bugs share one',
  async measure(scale) {
    const shapes: Shapes = {};
    const all: OfBug[] = [];
    await eachBug(async (planted) => {
      const bug = nameOf(planted);
      const one = { bug, prints: await printsOf(planted, scaled(SEEDS, scale), shapes) };
      console.log(lineOf(one));
      all.push(one);
    });
    const steady = all.filter(({ prints }) => most(prints).seeds >= 0.9 * prints.length).length;
    const shared = sharedBy(all);
    console.log(`  ${steady} of ${all.length} bugs have one fingerprint for at least 90% of their seeds`);
    for (const { fingerprint, bugs } of shared)
      console.log(`  ${fingerprint} is shared by ${bugs.join(', ')}`);
    return { steady, bugs: all.length, shared, all, shapes };
  },
};
