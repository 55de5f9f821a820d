/** What is left of failures, how long that takes, and whether it is proved to be the least. */
import { median } from '../../harness/median.ts';
import { shrinkageOf } from '../../sim/command/shrunk.ts';
import { eachBug, type Failing, failingIn, type Planted, shrunkOf } from './failing.ts';
import { type Section, scaled } from './section.ts';

const RANGES = 5;
const LIMIT = 200;

interface Figures {
  bug: string;
  seed: number;
  faults: [before: number, after: number];
  requests: [before: number, after: number];
  hosts: [before: number, after: number];
  events: [before: number, after: number];
  seconds: number;
  runs: number;
  isMinimal: boolean;
}

/** Shrinks a failure, and then runs what is left to its end. */
async function figuresOf(planted: Planted, failing: Failing): Promise<Figures> {
  const { scenario, bug, pool } = planted;
  const { plan, result, failure } = failing;
  const startMs = performance.now();
  const found = await shrunkOf(planted, failing);
  const seconds = (performance.now() - startMs) / 1000;
  const { faults, requests, hosts, minimal } = shrinkageOf(plan, result, found, failure);
  const { events } = await pool.run(found.plan);
  return {
    bug: `${scenario}/${bug.name}`,
    ...{ seed: plan.seed, faults, requests, hosts, events: [result.events, events] },
    ...{ seconds, runs: found.runs, isMinimal: minimal },
  };
}

const arrow = ([before, after]: [number, number]): string => `${before} → ${after}`;

const lineOf = ({ bug, seed, faults, requests, hosts, events, seconds, runs, isMinimal }: Figures): string =>
  `  ${bug.padEnd(34)} seed ${seed}: faults ${arrow(faults)}, requests ${arrow(requests)}, hosts ${arrow(hosts)}, events ${arrow(events)}; ${runs} runs in ${seconds.toFixed(1)} s${isMinimal ? '' : ', not proved minimal'}`;

/** Median and worst of what is left. */
function summaryOf(all: readonly Figures[]) {
  const of = (what: (figures: Figures) => number) => {
    const values = all.map(what);
    return { median: median(values), worst: Math.max(...values) };
  };
  return {
    failures: all.length,
    faults: of(({ faults }) => faults[1]),
    requests: of(({ requests }) => requests[1]),
    events: of(({ events }) => events[1]),
    seconds: of(({ seconds }) => seconds),
    minimal: all.filter(({ isMinimal }) => isMinimal).length,
  };
}

export const shrinking: Section = {
  name: 'shrink',
  says: 'the first failing seed of each planted bug in five ranges, shrunk: what is left, how long it takes, whether it is the least',
  async measure(scale) {
    const all: Figures[] = [];
    const notFound: string[] = [];
    await eachBug(async (planted) => {
      for (let range = 0; range < scaled(RANGES, scale); range++) {
        const [failing] = await failingIn(planted, range, LIMIT);
        if (failing === undefined) {
          notFound.push(`${planted.scenario}/${planted.bug.name}, range ${range}`);
          continue;
        }
        const figures = await figuresOf(planted, failing);
        console.log(lineOf(figures));
        all.push(figures);
      }
    });
    if (all.length === 0) return { notFound };
    const summary = summaryOf(all);
    const { faults, requests, seconds } = summary;
    console.log(
      `  of ${all.length}: faults ${faults.median}, at most ${faults.worst}; requests ${requests.median}, at most ${requests.worst}; ${seconds.median.toFixed(1)} s, at most ${seconds.worst.toFixed(1)} s; ${summary.minimal} proved minimal`,
    );
    for (const what of notFound) console.log(`  not found: ${what}`);
    return { summary, notFound, all };
  },
};
