/**
 * Limits as a person writes them: `accept.p99<250ms`, `errors<0.1%`, `throughput>95/s`.
 *
 * Latencies are those of response, of service, of each kind of request and of each flow of the scenario; each with p0
 * to p100, mean or max. `errors` is the share of requests that got no answer or a 5xx.
 */
import { Latencies } from '../latencies.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { LoadResult, SloResult, Spectrum } from './result.ts';
import type { Traits } from './traits.ts';

export interface Slo {
  text: string;
  metric: string;
  /** Percentile, or another figure; null for errors and throughput. */
  figure: number | 'mean' | 'max' | null;
  compare: '<' | '<=' | '>' | '>=';
  limit: number;
}

type Measured = Pick<LoadResult, 'latency' | 'flows' | 'requests'>;

/** Times that are known, and how many are only known to be longer than they were looked at. */
interface Known {
  spectrum: Spectrum | undefined;
  unfinished: number;
}

/** By name: what a limit may be set on. */
export type Metrics = Readonly<Record<string, (run: Measured) => Known>>;

export function metricsOf(
  { kinds, names }: Pick<Traits, 'kinds' | 'names'>,
  { live }: Pick<Scenario, 'live'>,
): Metrics {
  const ofKinds = names.map((kind) => [
    kinds[kind]?.limit ?? kind,
    ({ latency, requests }: Measured): Known => ({
      spectrum: latency.kinds[kind],
      unfinished: requests.kinds[kind]?.unfinished ?? 0,
    }),
  ]);
  const ofFlows = Object.keys(live?.flows ?? {}).map((name) => [
    name,
    ({ flows }: Measured): Known => ({
      spectrum: flows[name]?.all,
      unfinished: flows[name]?.unfinished ?? 0,
    }),
  ]);
  return {
    ...Object.fromEntries(ofKinds),
    response: ({ latency, requests }) => ({ spectrum: latency.response, unfinished: requests.unfinished }),
    service: ({ latency, requests }) => ({ spectrum: latency.service, unfinished: requests.unfinished }),
    ...Object.fromEntries(ofFlows),
  };
}

const GRAMMAR = /^(.+?)(?:\.(p\d+(?:\.\d+)?|mean|max))?\s*(<=|>=|<|>)\s*(\d+(?:\.\d+)?)\s*(us|ms|s|%|\/s)$/;
const MS: Record<string, number> = { us: 0.001, ms: 1, s: 1000 };

/** Throws an error whose message says what was expected. */
export function parseSlo(text: string, metrics: Metrics): Slo {
  const parts = GRAMMAR.exec(text.trim());
  if (!parts)
    throw new Error(
      `'${text}' is no limit: write ${Object.keys(metrics)[0]}.p99<250ms, errors<0.1% or throughput>95/s`,
    );
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
  if (!Object.hasOwn(metrics, metric))
    throw new Error(
      `'${text}': unknown '${metric}'; known are ${[...Object.keys(metrics), 'errors', 'throughput'].join(', ')}`,
    );
  const figure = stat === 'mean' || stat === 'max' ? stat : Number(stat?.slice(1));
  if (stat === undefined || Number(figure) > 100)
    throw new Error(`'${text}': say which figure of ${metric}, such as ${metric}.p99`);
  if (MS[unit] === undefined) throw new Error(`'${text}': a latency is measured in us, ms or s`);
  return { ...slo, figure, limit: slo.limit * MS[unit] };
}

/** A limit on what was not measured at all is missed: nobody knows that it was met. */
export function judgeSlo(slo: Slo, metrics: Metrics, run: Measured): SloResult {
  const { text, metric, figure, compare, limit } = slo;
  const value = measure(slo, metrics, run);
  const said = { limit: text, metric, figure, compare, bound: limit };
  if (value === null) return { ...said, value: null, met: false };
  const met =
    compare === '<'
      ? value < limit
      : compare === '<='
        ? value <= limit
        : compare === '>'
          ? value > limit
          : value >= limit;
  const unit = metric === 'errors' ? '%' : metric === 'throughput' ? '/s' : ' ms';
  return { ...said, value: `${Number(value.toPrecision(4))}${unit}`, met };
}

function measure({ metric, figure }: Slo, metrics: Metrics, run: Measured): number | null {
  if (metric === 'errors') return run.requests.failedPercent;
  if (metric === 'throughput') return run.requests.due === 0 ? null : run.requests.answeredPerS;
  const { spectrum, unfinished } = metrics[metric]!(run);
  if (!spectrum || spectrum.count === 0) return null;
  if (figure === 'mean') return unfinished === 0 ? spectrum.meanMs : null;
  // Those without an end took longer than all others, for all anybody knows: they stand at the far end.
  const rank = (Number(figure === 'max' ? 100 : figure) / 100) * (spectrum.count + unfinished);
  if (rank > spectrum.count) return null;
  const { hdr, minMs, maxMs, meanMs, count } = spectrum;
  const ends = { minUs: minMs * 1000, maxUs: maxMs * 1000, sumUs: meanMs * 1000 * count };
  return Latencies.decode({ hdr, ...ends }).percentileUs((100 * rank) / count) / 1000;
}
