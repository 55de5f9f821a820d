/** Planted bugs found, shrunk and explained: what is left, how long it takes, and whether what is told is the cause. */

import { median } from '../../harness/median.ts';
import { flagsFor } from '../../harness/scenario/option.ts';
import { likelihoodOf, theVery } from '../../sim/cause/index.ts';
import { explanationOf } from '../../sim/command/explain/explaining.ts';
import { trialBeside } from '../../sim/command/trial.ts';
import type { Plan } from '../../sim/plan/plan.ts';
import type { Failure } from '../../sim/shrink/index.ts';
import { CORES, eachBug, failingIn, inTime, nameOf, type Planted } from './failing.ts';
import { type Moment, momentIn, type Named, namedIn } from './moment.ts';
import { type Section, scaled } from './section.ts';
import { inWords, type ShrinkFigures, shrinkMeasured } from './shrink-figures.ts';

const RANGES = 5;
const LIMIT = 200;
const LIKELIHOOD_MS = 60_000;
/** The jump is where it went wrong when it is no further from it. */
const NEAR_MS = 200;

interface Told {
  named: Named;
  /** Kinds of the faults that are left. */
  faults: string[];
  /** From when on it went wrong, by the bug's own file; undefined: nothing in the run is such a moment. */
  moment: Moment | undefined;
}

interface Jump {
  fromMs: number;
  toMs: number;
  /** Of the moment that the bug's file names; null: there is none. */
  offMs: number | null;
}

interface Row extends ShrinkFigures {
  bug: string;
  told: Told | null;
  /** Null: it does not jump; undefined: it was not looked for. */
  jump: Jump | null | undefined;
}

async function toldOf({ of, bug }: Planted, plan: Plan, failure: Failure): Promise<Told | null> {
  const flags = flagsFor(of.file).join(' ');
  const { explanation } = await explanationOf({ of, plan, bug: bug.name, failure, flags });
  if (explanation === null || bug.cause === undefined) return null;
  return {
    named: namedIn(explanation, bug.cause),
    faults: explanation.faults.map(({ kind }) => kind),
    moment: momentIn(explanation, bug.cause.moment),
  };
}

async function jumpOf({ of, pool }: Planted, plan: Plan, failure: Failure, moment: Moment | undefined) {
  const result = await pool.run(plan);
  const thisOne = theVery(failure, plan, result);
  const { likelihood } = await inTime(LIKELIHOOD_MS, (signal) =>
    likelihoodOf(plan, thisOne, result, of.scenario, {
      trial: trialBeside(pool, result),
      lanes: CORES,
      signal,
    }),
  );
  const { jump } = likelihood;
  if (jump === null) return null;
  const offMs = moment ? Math.max(0, jump.fromMs - moment.untilMs, moment.atMs - jump.toMs) : null;
  return { fromMs: jump.fromMs, toMs: jump.toMs, offMs };
}

const isTold = ({ told }: Row): boolean => told !== null && Object.values(told.named).every(Boolean);

const isNear = ({ jump }: Row): boolean => jump?.offMs != null && jump.offMs <= NEAR_MS;

/** What of a cause is not told, in a few words. */
function lackOf({ told }: Row): string {
  if (told === null) return 'nothing is told';
  const { process, fault, moment } = told.named;
  return [
    ...(process ? [] : ['the process']),
    ...(fault ? [] : [`the fault, of ${told.faults.join(', ')}`]),
    ...(moment ? [] : [told.moment ? 'the moment' : 'the moment, of which there is none']),
  ].join(', ');
}

function lineOf(row: Row): string {
  const { jump } = row;
  const jumps =
    jump === undefined
      ? ''
      : jump === null
        ? '; no jump'
        : `; jump at ${jump.fromMs}…${jump.toMs} ms, ${jump.offMs === null ? 'with no moment' : `${jump.offMs.toFixed(0)} ms off`}`;
  return `  ${row.bug.padEnd(32)} ${inWords(row)}; ${isTold(row) ? 'told' : `not told: ${lackOf(row)}`}${jumps}`;
}

function summaryOf(rows: readonly Row[]) {
  const of = (what: (row: Row) => number) => {
    const values = rows.map(what);
    return { median: median(values), worst: Math.max(...values) };
  };
  const looked = rows.filter(({ jump }) => jump !== undefined);
  return {
    failures: rows.length,
    faults: of(({ faults }) => faults[1]),
    requests: of(({ requests }) => requests[1]),
    events: of(({ events }) => events[1]),
    seconds: of(({ seconds }) => seconds),
    minimal: rows.filter(({ isMinimal }) => isMinimal).length,
    told: rows.filter(isTold).length,
    jumps: looked.filter(({ jump }) => jump !== null).length,
    jumpsNear: looked.filter(isNear).length,
    /** What fails whatever comes has none. */
    noJump: looked.filter(({ jump }) => jump === null).length,
  };
}

function print(rows: readonly Row[], { failures, ...of }: ReturnType<typeof summaryOf>): void {
  const worst = ({ median, worst }: { median: number; worst: number }) => `${median}, at most ${worst}`;
  const seconds = { median: Math.round(of.seconds.median), worst: Math.round(of.seconds.worst) };
  console.log(`
  left       faults ${worst(of.faults)}; requests ${worst(of.requests)}; events ${worst(of.events)}; after ${worst(seconds)} s
  minimal    ${of.minimal} of ${failures} are proved to be
  told       ${of.told} of ${failures} stories name process, fault and moment
  jump       ${of.jumpsNear} of ${of.jumps} lie within ${NEAR_MS} ms of the moment; ${of.noJump} have none, as what fails whatever comes`);
  for (const row of rows.filter((row) => !isTold(row)))
    console.log(`    ${row.bug}, seed ${row.seed}, does not tell ${lackOf(row)}`);
}

export const failures: Section = {
  name: 'failures',
  says: 'the first failing seed of each planted bug in five ranges, shrunk and explained: what is left, in what time, and whether the cause is told',
  async measure(scale) {
    const rows: Row[] = [];
    const notFound: string[] = [];
    await eachBug(async (planted) => {
      for (let range = 0; range < scaled(RANGES, scale); range++) {
        const [failing] = await failingIn(planted, range, LIMIT);
        if (failing === undefined) {
          notFound.push(`${nameOf(planted)}, range ${range}`);
          continue;
        }
        const { failure } = failing;
        const { plan, figures } = await shrinkMeasured(planted, failing);
        const told = await toldOf(planted, plan, failure);
        // One for each bug.
        const jump = range > 0 ? undefined : await jumpOf(planted, plan, failure, told?.moment);
        const row = { bug: nameOf(planted), ...figures, told, jump };
        console.log(lineOf(row));
        rows.push(row);
      }
    });
    for (const what of notFound) console.log(`  not found: ${what}`);
    if (rows.length === 0) return { notFound };
    const summary = summaryOf(rows);
    print(rows, summary);
    return { summary, notFound, rows };
  },
};
