/** What a run came to, in a few lines for the terminal. */
import type { LoadResult, Spectrum } from './run/result.ts';

const FIGURES = [50, 90, 99, 99.9];

export function summaryOf(result: LoadResult): string {
  const { verdict, latency, completion, projection, orders, settings } = result;
  const rejected = Object.values(orders.rejected).reduce((sum, count) => sum + count, 0);
  const rows: [string, Spectrum | undefined][] = [
    ['accept', latency.kinds.order],
    ['response', latency.response],
    ['service', latency.service],
    ['completion', completion.all],
    ['projection', projection.all],
    ['send lag', latency.sendLag],
  ];
  const { unknown } = orders;
  return [
    '',
    `${'ms'.padEnd(12)}${FIGURES.map((figure) => `p${figure}`.padStart(10)).join('')}${'max'.padStart(10)}`,
    ...rows.flatMap(([name, spectrum]) => (spectrum && spectrum.count > 0 ? [rowOf(name, spectrum)] : [])),
    '',
    `requests   ${latency.response.count} measured, ${settings.requestsPerS}/s, ${settings.model} model`,
    `orders     ${orders.sent} sent: ${orders.confirmed} confirmed, ${rejected} rejected, ${orders.refused} refused, ` +
      `${unknown.confirmed + unknown.rejected + unknown.absent} unknown to the client ` +
      `(then found: ${unknown.confirmed} confirmed, ${unknown.rejected} rejected, ${unknown.absent} never arrived)` +
      (orders.open > 0 ? `, ${orders.open} WITHOUT AN END` : ''),
    ...verdict.slos.map(
      ({ limit, value, met }) =>
        `limit      ${met ? 'met   ' : 'MISSED'} ${limit} (${value ?? 'not measured'})`,
    ),
    ...verdict.notes.map((note) => `note       ${note}`),
    ...verdict.invalid.map((why) => `INVALID    ${why}`),
    ...verdict.violations.flatMap((violation) => [
      `VIOLATED   ${violation.invariant}, ${violation.subject}: ${violation.message}`,
      ...violation.story.map((line) => `             ${line}`),
    ]),
    `invariants ${verdict.invariants} (${verdict.judged.length})`,
  ].join('\n');
}

function rowOf(name: string, { points, maxMs }: Spectrum): string {
  const at = (figure: number) => points.find(({ percentile }) => percentile === figure)?.ms ?? 0;
  return `${name.padEnd(12)}${[...FIGURES.map(at), maxMs].map((ms) => ms.toFixed(2).padStart(10)).join('')}`;
}
