/** What came of a run, for a person: a message, a story, a command. */
import { commandLine, commandName } from '../../harness/called.ts';
import { type Group, type Sorted, seedsOf, titleOf } from '../../harness/campaign/index.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import { when } from '../../harness/when.ts';
import { plural } from '../../harness/words.ts';
import type { RunResult } from '../result.ts';
import type { Tally } from './tally.ts';

const MOST_VIOLATIONS = 3;

/** What a run came to, in the scenario's words: the first is what was begun, the others are its ends. */
function countsIn(counts: Record<string, number>, { tally, size }: Scenario): string {
  const [first, ...ends] = Object.entries(counts).map(([name, n]) => `${n} ${name}`);
  const name = tally ? size.of : 'requests';
  return `${name.padEnd(10)} ${first ?? 'none'}${ends.length > 0 ? `: ${ends.join(', ')}` : ''}`;
}

export function printResult(r: RunResult, scenario: Scenario): string {
  const faults = Object.entries(r.injected).map(([kind, n]) => `${kind} ${n}`);
  const ends = Object.entries(r.ended).map(([how, n]) => `${how} ×${n}`);
  const ratio = r.virtualMs / Math.max(r.wallMs, 1);
  return [
    '',
    `${r.verdict.toUpperCase()}  seed ${r.seed}`,
    `  ${countsIn(r.counts, scenario)}`,
    `  injected   ${faults.join(', ') || 'nothing'}`,
    ...(ends.length > 0 ? [`  ended      ${ends.join(', ')}`] : []),
    `  trace      ${r.traceHash}   history ${r.historyHash}`,
    `  time       ${(r.virtualMs / 1000).toFixed(1)} s virtual, to ${when(r.endMs)}, in ${(r.wallMs / 1000).toFixed(2)} s (${ratio.toFixed(0)}×), ${plural(r.events, 'event')}`,
  ].join('\n');
}

/** The failure of one seed: what, when, how it came about, and how to see it again. */
export function printFailure(r: RunResult, replay: string): string {
  const lines = ['', `seed ${r.seed} ${r.verdict}`];
  if (r.violations.length === 0) lines.push(...r.reason.split('\n').map((line) => `  ${line}`));
  if (r.verdict === 'stuck' && r.reason.startsWith('it did not start'))
    lines.push(`  ${commandName('doctor')} looks into it`);
  for (const v of r.violations.slice(0, MOST_VIOLATIONS)) {
    lines.push(`  ${v.invariant} at ${when(v.atMs)}, ${v.subject}: ${v.message}`);
    lines.push(...v.story.map((line) => `    ${line}`));
  }
  const more = r.violations.length - MOST_VIOLATIONS;
  if (more > 0) lines.push(`  … and ${plural(more, 'more violation')}`);
  lines.push(`  replay: ${commandLine('sim')} ${replay}`);
  return lines.join('\n');
}

/** `ran` of the tally's seeds ran in `wallMs`; the rest in an earlier life of the campaign. */
export function printSummary(
  tally: Tally,
  ran: { seeds: number; events: number; wallMs: number },
  scenario: Scenario,
): string {
  const { seeds, counts, histories, verdicts, failed, failedSeeds } = tally;
  const wallS = ran.wallMs / 1000;
  const lines = [
    '',
    `${plural(seeds, 'seed')}: ${[...verdicts].map(([verdict, n]) => `${n} ${verdict}`).join(', ') || 'none ran'}`,
    `  ${countsIn(counts, scenario)}`,
    `  histories  ${histories.size} distinct, of ${plural(seeds, 'seed')}`,
    `  time       ${(tally.virtualMs / 1000).toFixed(0)} s virtual; ${plural(ran.seeds, 'seed')} in ${wallS.toFixed(1)} s, ${(ran.seeds / wallS).toFixed(2)} seeds/s, ${Math.round(ran.events / wallS)} events/s`,
  ];
  if (failed > 0)
    lines.push(`  failed     ${failedSeeds.join(' ')}${failed > failedSeeds.length ? ` … (${failed})` : ''}`);
  return lines.join('\n');
}

/** What the failures are of: a line for each, those that nobody knows first. */
export function printGroups({ unknown, known }: Sorted): string {
  const line = (group: Group) => `    ${titleOf(group)}: ${seedsOf(group)}`;
  return ['  failures', ...unknown.map(line), ...known.map((group) => `${line(group)}; known`)].join('\n');
}

/** In how many runs each state was reached, the rarest first. */
export function printSometimes(tally: Tally): string {
  const rows = tally.sometimes.map(({ name }, i) => ({ name, runs: tally.reached[i]! }));
  rows.sort((a, b) => a.runs - b.runs);
  return [
    `  sometimes  ${tally.reachedCount} of ${rows.length} reached, in so many runs:`,
    ...rows.map(({ name, runs }) => `    ${String(runs).padStart(8)}  ${name}`),
  ].join('\n');
}
