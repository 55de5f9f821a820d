/** What a run came to, in a few lines for the terminal. */
import { commandLine } from '../called.ts';
import type { LiveExcerpt } from '../excerpt/format.ts';
import type { Ledger, LoadResult, Spectrum } from '../run/result.ts';
import { workIncludes } from '../run/scope.ts';
import { flagsFor } from '../scenario/option.ts';
import { quoted } from '../shell.ts';

const FIGURES = [50, 90, 99, 99.9];
const NAME_LEAST = 11;
/** Enough for most of what is found live. */
const NEIGHBOURS = 200;

type Row = [name: string, spectrum: Spectrum | undefined];

export function summaryOf(result: LoadResult): string {
  const { verdict, latency, flows, ledger, settings, requests, scenario } = result;
  const rows: Row[] = [
    ...Object.entries(scenario.kinds).map(([kind, { limit }]): Row => [limit, latency.kinds[kind]]),
    ['response', latency.response],
    ['service', latency.service],
    ...Object.entries(flows).map(([name, { all }]): Row => [name, all]),
    // A closed model has no schedule to be late for.
    ['send lag', settings.model === 'open' ? latency.sendLag : undefined],
  ];
  return [
    ...tableOf(rows),
    '',
    `driven     ${result.title}${settings.model === 'open' ? `, ${round(requests.answeredPerS)} requests/s answered` : ''}`,
    `requests   ${requests.due} ${settings.model === 'closed' ? 'sent' : 'due'}, ${requests.answered} answered, ${requests.failed} failed` +
      (requests.unfinished > 0 ? `, ${requests.unfinished} without an end when the run had one` : ''),
    ...costRow(result),
    ...(ledger ? [ledgerRow(scenario.of, ledger, workIncludes(settings))] : []),
    ...verdict.slos.map(
      ({ limit, value, met }) =>
        `limit      ${met ? 'met   ' : 'MISSED'} ${limit} (${value ?? 'not measured'})`,
    ),
    ...verdict.notes.map((note) => `note       ${note}`),
    ...verdict.violations.flatMap((violation) => [
      `VIOLATED   ${violation.invariant}, ${violation.subject}: ${violation.message}`,
      ...violation.story.map((line) => `             ${line}`),
    ]),
    `invariants ${verdict.invariants} (${verdict.judged.length})`,
    '',
    ...(verdict.reasons.length > 1 ? verdict.reasons.map((why) => `because    ${why}`) : []),
    ...verdict.advice.map((what) => `do         ${what}`),
    verdict.sentence,
  ].join('\n');
}

/** Where each thing that went wrong is to be looked for in the simulator: `files` hold them. `scenario`: its file. */
export function huntsFor(
  scenario: string,
  excerpts: readonly LiveExcerpt[],
  files: readonly string[],
): string {
  const hunts = excerpts.flatMap(({ found: { what, invariant = what, subject } }, i) => [
    `  ${invariant}, ${subject}`,
    `    ${[commandLine('sim'), ...flagsFor(scenario), '--plan', quoted(files[i]!), '--around', NEIGHBOURS].join(' ')}`,
  ]);
  return ['to look for it in the simulator:', ...hunts].join('\n');
}

function costRow({ cost }: LoadResult): string[] {
  if (!cost) return [];
  const { of, cpuMs, commands, isWhole } = cost;
  const parts = [
    ...(cpuMs === null ? [] : [`${round(cpuMs)} ms of CPU`]),
    ...(commands === null ? [] : [`${round(commands)} MongoDB commands`]),
  ];
  return [`cost       ${isWhole ? '' : 'at least '}${parts.join(' and ')} per ${of}`];
}

function ledgerRow(of: string, ledger: Ledger, included: string | null): string {
  const { sent, ended, refused } = ledger;
  const ends = Object.entries(ended).map(([end, count]) => `${count} ${end}`);
  const parts = [...ends, ...(refused > 0 ? [`${refused} refused`] : []), ...unanswered(ledger)];
  const became = parts.length > 0 ? `: ${parts.join(', ')}` : '';
  return `${of.padEnd(10)} ${sent} sent${included === null ? '' : ` (${included})`}${became}`;
}

/** Of those whose client heard nothing, and of those of which nobody knows more. */
function unanswered({ unknown, open, undetermined }: Ledger): string[] {
  const ends = Object.entries(unknown.ended).map(([end, count]) => `${count} ${end}`);
  const absent = unknown.absent ? [`${unknown.absent} never arrived`] : [];
  const found = [...ends, ...absent];
  return [
    ...(found.length > 0 ? [`unknown to the client, and found ${found.join(', ')}`] : []),
    ...(undetermined > 0 ? [`of ${undetermined} it could not be found out`] : []),
    ...(open !== null && open > 0 ? [`${open} WITHOUT AN END`] : []),
  ];
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** A row for each of which anything was measured; without one there is no table. */
function tableOf(rows: readonly Row[]): string[] {
  const measured = rows.flatMap(([name, spectrum]) =>
    spectrum && spectrum.count > 0 ? [{ name, spectrum }] : [],
  );
  if (measured.length === 0) return [];
  const width = Math.max(...measured.map(({ name }) => name.length), NAME_LEAST) + 1;
  const head = [...FIGURES.map((figure) => `p${figure}`), 'max'].map((name) => name.padStart(10)).join('');
  return ['', `${'ms'.padEnd(width)}${head}`, ...measured.map((row) => rowOf(row, width))];
}

function rowOf({ name, spectrum: { points, maxMs } }: { name: string; spectrum: Spectrum }, width: number) {
  const at = (figure: number) => points.find(({ percentile }) => percentile === figure)?.ms ?? 0;
  return `${name.padEnd(width)}${[...FIGURES.map(at), maxMs].map((ms) => ms.toFixed(2).padStart(10)).join('')}`;
}
