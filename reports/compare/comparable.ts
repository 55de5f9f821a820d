/** Whether two runs can be compared at all: a figure says something of the code only when all else was the same. */
import type { LoadResult } from '../../harness/run/result.ts';
import { stackOf } from '../load/environment.ts';
import { number, seconds } from '../page/format.ts';

export interface Comparability {
  /** What makes any comparison of figures worthless. */
  barriers: string[];
  /** What differs as well, and may be the reason of a difference. */
  cares: string[];
}

type Trait = [name: string, of: (run: LoadResult) => string];

/** Of another machine, database or load, other figures are to be expected. */
const DECISIVE: Trait[] = [
  ['the scenario', ({ scenario }) => scenario.name],
  ['the machine', ({ environment: { machine, cores } }) => `${machine}, ${number(cores)} cores`],
  ['the database', ({ environment: { database } }) => `${database.source} ${database.version}`],
  ['the stack', (run) => (run.settings.target === null ? 'started by the run' : stackOf(run))],
  ['the model', ({ settings }) => settings.model],
  [
    'the rate',
    ({ settings: { model, ratePerS }, scenario: { of } }) =>
      model === 'closed' ? 'as it comes' : `${ratePerS} ${of}/s`,
  ],
  ['the arrivals', ({ settings: { model, arrivals } }) => (model === 'closed' ? 'as they come' : arrivals)],
  ['chaos', ({ settings }) => (settings.chaos ? 'some' : 'none')],
];

const TELLING: Trait[] = [
  ['the bug planted', ({ settings }) => settings.bug ?? 'none'],
  ['the seed', ({ settings }) => String(settings.seed)],
  ['the time driven', ({ settings }) => seconds(settings.drivenMs)],
  ['the warm-up', ({ settings }) => seconds(settings.warmupMs)],
  ['the processes of each service', (run) => (run.settings.target === null ? stackOf(run) : '')],
  ['connections', ({ settings }) => String(settings.connections)],
  ['threads of the driver', ({ settings }) => String(settings.workers)],
  ['the time-out', ({ settings }) => seconds(settings.timeoutMs)],
  ['members of the database', ({ environment }) => String(environment.database.members)],
  ['memory', ({ environment }) => `${number(environment.memoryBytes / 2 ** 30)} GiB`],
  ['the system', ({ environment }) => environment.os],
  ['Node', ({ environment }) => environment.node],
];

export function comparability(before: LoadResult, after: LoadResult): Comparability {
  const differing = (traits: Trait[]) =>
    traits
      .map(([name, of]) => [name, of(before), of(after)] as const)
      .filter(([, a, b]) => a !== b)
      .map(([name, a, b]) => `${name} differs: ${a} against ${b}`);
  const packages = Object.entries(after.environment.packages)
    .filter(([name, version]) => (before.environment.packages[name] ?? version) !== version)
    .map(([name, version]) => `${name} differs: ${before.environment.packages[name]} against ${version}`);
  return {
    barriers: [...unfit('the first', before), ...unfit('the second', after), ...differing(DECISIVE)],
    cares: [...differing(TELLING), ...packages, ...dirty('the first', before), ...dirty('the second', after)],
  };
}

/** Why the figures of a run are worth nothing in themselves. */
function unfit(which: string, { verdict, interrupted, latency }: LoadResult): string[] {
  if (latency.response.count === 0) return [`in ${which} nothing was measured`];
  if (verdict.invalid.length > 0) return [`${which} is invalid: ${verdict.invalid.join('; ')}`];
  if (verdict.invariants === 'violated')
    return [`in ${which} an invariant was violated: fast and wrong is no figure`];
  if (verdict.outcome === 'broken') return [`${which} is broken: ${verdict.reasons[0]}`];
  if (verdict.saturated !== null) return [`${which} is saturated: its latency tells how long it ran`];
  if (interrupted) return [`${which} was interrupted`];
  return [];
}

function dirty(which: string, { environment: { git } }: LoadResult): string[] {
  if (git === null) return [`of ${which} no commit is known`];
  return git.dirty ? [`${which} ran with changes that are in no commit`] : [];
}
