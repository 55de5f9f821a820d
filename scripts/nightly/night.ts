/** The course of a night: counters, a pass, a second one of what looks worse, fresh seeds. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { plural } from '../../harness/words.ts';
import type { Night } from '../../reports/trend/night.ts';
import { commitHere } from '../../sim/command/commit.ts';
import { runNode } from '../run-node.ts';
import { checkOut, commitOf, titleOf } from './checkout.ts';
import { GATES } from './compare.ts';
import { countersOf, grown } from './counters.ts';
import { Kept } from './kept.ts';
import { medians, type PassOptions, runPass, told } from './pass.ts';
import type { Slice } from './slice.ts';
import { step } from './steps.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DAY_MS = 86_400_000;
/** Each day has a range of seeds of its own, until seeds (31 bits) begin again. */
export const SEEDS_PER_DAY = 100_000;
const DAYS_OF_SEEDS = Math.floor(2 ** 31 / SEEDS_PER_DAY);

export interface NightOptions extends PassOptions {
  base: string;
  seeds: number;
  resume: boolean;
  out: string;
}

/** Throws `NotThatNight` when there is nothing to resume but another night. `onKept` is told of what would survive. */
export async function runNight(options: NightOptions, onKept: (kept: Kept) => void): Promise<Night> {
  const { slices, sliceSeconds, warmup, rate, mongo, seeds, resume, out } = options;
  const commit = commitOf(ROOT, options.base);
  const head = commitHere() ?? commitOf(ROOT, 'HEAD');
  const flags = { slices, sliceSeconds, warmup, rate, mongo, seeds };
  const kept = Kept.open(path.join(out, 'night-under-way.jsonl'), { base: commit, head, flags }, resume);
  onKept(kept);
  console.log(`base  ${titleOf(ROOT, commit)}`);
  console.log(`head  ${titleOf(ROOT, 'HEAD')}${head.includes('+') ? ', with changes' : ''}`);
  if (kept.pairs > 0)
    console.log(`going on after ${plural(kept.pairs, 'pair')} of the night begun at ${kept.startedAt}`);
  step('checking base out …');
  const base = checkOut(ROOT, options.base);
  // So that the checkout goes, whatever ends this process.
  process.on('exit', base.remove);
  try {
    const dirs = { base: base.dir, head: ROOT };
    const counters = await kept.counters(async () => {
      step('messages and bytes for each order of base, in the simulator …');
      const ofBase = await countersOf(base.dir);
      step('messages and bytes for each order of head …');
      return { base: ofBase, head: await countersOf(ROOT) };
    });
    const all = GATES.map(({ metric }) => metric);
    const first = await runPass('first', dirs, all, options, kept);
    const suspects = first.comparisons.filter(({ isWorse, gates }) => isWorse && gates);
    const names = suspects.map(({ metric }) => metric);
    if (names.length > 0) step(`${names.join(' and ')} may be worse: measured once more`);
    const second = names.length > 0 ? await runPass('second', dirs, names, options, kept) : null;
    const confirmed = suspects.filter(({ metric }) =>
      second?.comparisons.some((c) => c.metric === metric && c.isWorse),
    );
    const failedSeeds = await freshSeeds(new Date(kept.startedAt), seeds, resume, out);
    return {
      at: kept.startedAt,
      base: base.commit,
      head,
      database: mongo,
      figures: { base: medians(first.base), head: medians(first.head) },
      comparisons: [...first.comparisons, ...(second?.comparisons ?? [])],
      counters,
      failures: [
        ...violated('head', [...first.head, ...(second?.head ?? [])]),
        ...grown(counters.base, counters.head),
        ...confirmed.map(told),
        ...failedSeeds,
      ],
      warnings: [
        ...violated('base', [...first.base, ...(second?.base ?? [])]),
        ...first.comparisons.filter(({ isWorse, gates }) => isWorse && !gates).map(told),
      ],
    };
  } finally {
    process.off('exit', base.remove);
    base.remove();
  }
}

function violated(side: string, slices: Slice[]): string[] {
  return slices.flatMap(({ violations }) => violations.map((line) => `${side} violated ${line}`));
}

/** What failed, as lines; the simulator saves the plan of each failing seed itself, and keeps what has run. */
async function freshSeeds(startedAt: Date, count: number, resume: boolean, out: string): Promise<string[]> {
  if (count === 0) return [];
  const first = (Math.floor(startedAt.getTime() / DAY_MS) % DAYS_OF_SEEDS) * SEEDS_PER_DAY;
  const results = path.join(out, 'night-seeds');
  if (!resume) rmSync(results, { recursive: true, force: true });
  const range = `--seed ${first} --runs ${count}`;
  step(`${plural(count, 'fresh seed')} of head, from ${first} on …`);
  const { code, said } = await runNode(
    [
      ...['sim/cli.ts', ...range.split(' '), '--workers', 2, '--no-shrink'],
      ...['--results', path.resolve(results), '--resume'],
    ],
    { cwd: ROOT, isShown: true },
  );
  console.log(`${plural(count, 'seed')} from ${first} on: ${code === 0 ? 'passed' : `exit code ${code}`}`);
  rmSync(results, { recursive: true, force: true });
  return code === 0 ? [] : [`npm run sim -- ${range}: exit code ${code}\n${said.slice(-4000)}`];
}
