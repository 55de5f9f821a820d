/** What a run came to, in a few lines for the terminal. */
import type { LoadResult, OrderLedger, Spectrum } from './run/result.ts';
import { ordersInclude } from './run/scope.ts';

const FIGURES = [50, 90, 99, 99.9];

export function summaryOf(result: LoadResult): string {
  const { verdict, latency, completion, projection, orders, settings, requests } = result;
  const rejected = Object.values(orders.rejected).reduce((sum, count) => sum + count, 0);
  const included = ordersInclude(settings);
  const rows: [string, Spectrum | undefined][] = [
    ['accept', latency.kinds.order],
    ['response', latency.response],
    ['service', latency.service],
    ['completion', completion.all],
    ['projection', projection.all],
    // A closed model has no schedule to be late for.
    ['send lag', settings.model === 'open' ? latency.sendLag : undefined],
  ];
  return [
    '',
    `${'ms'.padEnd(12)}${FIGURES.map((figure) => `p${figure}`.padStart(10)).join('')}${'max'.padStart(10)}`,
    ...rows.flatMap(([name, spectrum]) => (spectrum && spectrum.count > 0 ? [rowOf(name, spectrum)] : [])),
    '',
    `driven     ${result.title}${settings.model === 'open' ? `, ${round(requests.answeredPerS)} requests/s answered` : ''}`,
    `requests   ${requests.due} ${settings.model === 'closed' ? 'sent' : 'due'}, ${requests.answered} answered, ${requests.failed} failed` +
      (requests.unfinished > 0 ? `, ${requests.unfinished} without an end when the run had one` : ''),
    `orders     ${orders.sent} sent${included === null ? '' : ` (${included})`}: ${orders.confirmed} confirmed, ${rejected} rejected, ${orders.refused} refused${unanswered(orders)}`,
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

/** Of orders whose client heard nothing, and of those of which nobody knows more. */
function unanswered({ unknown, open, undetermined }: OrderLedger): string {
  const found = unknown.confirmed + unknown.rejected + (unknown.absent ?? 0);
  const absent = unknown.absent === null ? '' : `, ${unknown.absent} never arrived`;
  return [
    ...(found > 0
      ? [
          `${found} unknown to the client (then found: ${unknown.confirmed} confirmed, ${unknown.rejected} rejected${absent})`,
        ]
      : []),
    ...(undetermined > 0 ? [`of ${undetermined} it could not be found out`] : []),
    ...(open !== null && open > 0 ? [`${open} WITHOUT AN END`] : []),
  ]
    .map((part) => `, ${part}`)
    .join('');
}

const round = (value: number): number => Math.round(value * 10) / 10;

function rowOf(name: string, { points, maxMs }: Spectrum): string {
  const at = (figure: number) => points.find(({ percentile }) => percentile === figure)?.ms ?? 0;
  return `${name.padEnd(12)}${[...FIGURES.map(at), maxMs].map((ms) => ms.toFixed(2).padStart(10)).join('')}`;
}
