/**
 * Limits as a person writes them: `accept.p99<250ms`, `errors<0.1%`, `throughput>95/s`.
 *
 * Latencies: accept, read-order, read-product, response, service, completion, projection; each with p0 to p100,
 * mean or max. `errors` is the share of requests that got no answer or a 5xx.
 */
import { decodeFromCompressedBase64 } from 'hdr-histogram-js';
import type { LoadResult, SloResult, Spectrum } from './result.ts';

export interface Slo {
  text: string;
  metric: string;
  /** Percentile, or another figure; null for errors and throughput. */
  figure: number | 'mean' | 'max' | null;
  compare: '<' | '<=' | '>' | '>=';
  limit: number;
}

type Measured = Pick<LoadResult, 'latency' | 'completion' | 'projection' | 'counts' | 'timeline'>;

const LATENCIES: Record<string, (run: Measured) => Spectrum | undefined> = {
  accept: ({ latency }) => latency.kinds.order,
  'read-order': ({ latency }) => latency.kinds['read-order'],
  'read-product': ({ latency }) => latency.kinds['read-product'],
  response: ({ latency }) => latency.response,
  service: ({ latency }) => latency.service,
  completion: ({ completion }) => completion.all,
  projection: ({ projection }) => projection.all,
};
const GRAMMAR =
  /^([a-z-]+)(?:\.(p\d+(?:\.\d+)?|mean|max))?\s*(<=|>=|<|>)\s*(\d+(?:\.\d+)?)\s*(us|ms|s|%|\/s)$/;
const MS: Record<string, number> = { us: 0.001, ms: 1, s: 1000 };

/** Throws an error whose message says what was expected. */
export function parseSlo(text: string): Slo {
  const parts = GRAMMAR.exec(text.trim());
  if (!parts)
    throw new Error(`'${text}' is no limit: write accept.p99<250ms, errors<0.1% or throughput>95/s`);
  const [, metric, stat, compare, number, unit] = parts as unknown as [
    string,
    string,
    string | undefined,
    Slo['compare'],
    string,
    string,
  ];
  const slo = { text: text.trim(), metric, compare, limit: Number(number) };
  if (metric === 'errors' || metric === 'throughput') {
    const expected = metric === 'errors' ? '%' : '/s';
    if (stat !== undefined || unit !== expected)
      throw new Error(`'${text}': ${metric} is measured in ${expected}`);
    return { ...slo, figure: null };
  }
  if (!(metric in LATENCIES))
    throw new Error(
      `'${text}': unknown '${metric}'; known are ${[...Object.keys(LATENCIES), 'errors', 'throughput'].join(', ')}`,
    );
  const figure = stat === 'mean' || stat === 'max' ? stat : Number(stat?.slice(1));
  if (stat === undefined || Number(figure) > 100)
    throw new Error(`'${text}': say which figure of ${metric}, such as ${metric}.p99`);
  if (MS[unit] === undefined) throw new Error(`'${text}': a latency is measured in us, ms or s`);
  return { ...slo, figure, limit: slo.limit * MS[unit] };
}

/** A limit on what was not measured at all is missed: nobody knows that it was met. */
export function judgeSlo(slo: Slo, run: Measured): SloResult {
  const value = measure(slo, run);
  if (value === null) return { limit: slo.text, value: null, met: false };
  const { compare, limit, metric } = slo;
  const met =
    compare === '<'
      ? value < limit
      : compare === '<='
        ? value <= limit
        : compare === '>'
          ? value > limit
          : value >= limit;
  const unit = metric === 'errors' ? '%' : metric === 'throughput' ? '/s' : ' ms';
  return { limit: slo.text, value: `${Number(value.toPrecision(4))}${unit}`, met };
}

function measure({ metric, figure }: Slo, run: Measured): number | null {
  if (metric === 'errors') return errorPercent(run.counts);
  if (metric === 'throughput') return throughputPerS(run.timeline);
  const spectrum = LATENCIES[metric]!(run);
  if (!spectrum || spectrum.count === 0) return null;
  if (figure === 'mean') return spectrum.meanMs;
  if (figure === 'max') return spectrum.maxMs;
  return decodeFromCompressedBase64(spectrum.hdr).getValueAtPercentile(figure!) / 1000;
}

/** Requests without an answer or with a 5xx, in percent of all. */
export function errorPercent(counts: Record<string, number>): number | null {
  let all = 0;
  let failed = 0;
  for (const [name, count] of Object.entries(counts)) {
    const said = name.split(' ').at(-1)!;
    all += count;
    if (!/^\d+$/.test(said) || Number(said) >= 500) failed += count;
  }
  return all === 0 ? null : (100 * failed) / all;
}

/** Answers per second, over the slices in which requests were due. */
export function throughputPerS({ due, done, sliceMs }: LoadResult['timeline']): number | null {
  const slices = due.findLastIndex((count) => count > 0) + 1;
  const answered = done.slice(0, slices).reduce((sum, count) => sum + count, 0);
  return slices === 0 ? null : (answered * 1000) / (slices * sliceMs);
}
