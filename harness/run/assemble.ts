/** Puts everything that was seen together into one result. */
import type { LoadEnd } from '../load/index.ts';
import type { Database } from '../mongo/index.ts';
import type { ChaosEvent } from '../stack/chaos.ts';
import { environmentOf } from './environment.ts';
import { flawsOf } from './flaws.ts';
import { totalsOf } from './kinds.ts';
import { moneyOf } from './ledger.ts';
import { notesOn } from './notes.ts';
import type { RunOptions } from './options.ts';
import {
  type ChaosMark,
  type Death,
  LOAD_FORMAT,
  LOAD_VERSION,
  type LoadResult,
  type RateSearch,
} from './result.ts';
import { saturationOf } from './saturation.ts';
import { judgeSlo } from './slo.ts';
import { heatmapOf, round, spectrumOf, timelineOf } from './spectrum.ts';
import { verdictOf } from './verdict.ts';
import type { Watch } from './watch.ts';

export interface Seen {
  options: RunOptions;
  startedAt: Date;
  database: Database;
  /** Of new orders; null in a closed model. */
  ratePerS: number | null;
  search: RateSearch | null;
  /** The highest rate that was seen to be borne. */
  soundPerS: number | null;
  end: LoadEnd;
  watch: Watch;
  chaos: ChaosEvent[];
  /** The shop came to rest within the time allowed; null when it could not be known. */
  settled: boolean | null;
  interrupted: boolean;
  deaths: Death[];
  broken: string[];
}

export function assemble(seen: Seen): LoadResult {
  const { options, database, end, watch, interrupted, soundPerS } = seen;
  const { recorder } = end;
  const { counts } = recorder;
  const drivenMs = Math.min(options.durationMs, Math.max(0, end.elapsedMs));
  const settings = settingsOf(seen, drivenMs);
  const latency = {
    response: spectrumOf(recorder.response),
    service: spectrumOf(recorder.service),
    sendLag: spectrumOf(recorder.sendLag),
    queue: spectrumOf(recorder.queue),
    kinds: Object.fromEntries([...recorder.kinds].map(([kind, latencies]) => [kind, spectrumOf(latencies)])),
  };
  const timeline = timelineOf(recorder, watch.flows.openOrders);
  const due = timeline.due.reduce((sum, count) => sum + count, 0);
  const requests = totalsOf(recorder, drivenMs, options.closed ? null : perS(due, drivenMs));
  const { completion, projection } = watch.flows;
  const measured = { latency, timeline, completion, projection, requests, counts };
  const judged = watch.failure === null && !interrupted;
  const orders = watch.ledger.account(watch.judge.stores, judged);
  return {
    format: LOAD_FORMAT,
    version: LOAD_VERSION,
    startedAt: seen.startedAt.toISOString(),
    title: titleOf(settings, requests),
    interrupted,
    verdict: verdictOf({
      judge: watch.judge,
      judgedToEnd: judged,
      unaccounted: orders.unaccounted ?? 0,
      interrupted,
      flaws: flawsOf({
        ...{ options, requests, counts, soundPerS },
        sendLag: latency.sendLag,
        failure: watch.failure,
        cutShort: interrupted || seen.deaths.length > 0,
      }),
      deaths: seen.deaths,
      broken: seen.broken,
      saturated: saturationOf({ timeline, requests, settings }, soundPerS),
      slos: options.slos.map((slo) => judgeSlo(slo, measured)),
      notes: notesOn({ ...seen, requests, completion, projection, orders }),
    }),
    settings,
    environment: environmentOf(database),
    ...measured,
    heatmap: heatmapOf(recorder),
    services: watch.services.services(recorder.slices.length),
    mongo: watch.services.mongo(),
    orders,
    money: judged ? moneyOf(watch.judge.stores) : null,
    deaths: seen.deaths,
    chaos: marksOf(seen, drivenMs),
    driverBusyMs: round(end.driverBusyMs),
  };
}

/** What was done on purpose, and what nobody did: a process that died stays away to the end. */
function marksOf({ chaos, deaths }: Seen, drivenMs: number): ChaosMark[] {
  const died = deaths.flatMap(({ instance, atMs }) =>
    atMs === null || atMs > drivenMs
      ? []
      : [{ atMs: round(atMs), durationMs: round(drivenMs - atMs), kind: 'death', instance }],
  );
  return [...chaos, ...died].sort((a, b) => a.atMs - b.atMs);
}

/** A rate that was not reached is no name for a run: the closed model is told by what it did. */
function titleOf(
  { ratePerS, connections, search }: LoadResult['settings'],
  { answeredPerS }: LoadResult['requests'],
): string {
  if (ratePerS !== null)
    return `open model, ${ratePerS} new orders/s${search === null ? '' : ', a rate found to be borne'}`;
  const each = `${connections} connection${connections === 1 ? '' : 's'} to each kind of service`;
  return `closed model, ${each}, ${Math.round(answeredPerS)} requests/s reached`;
}

function settingsOf({ options, ratePerS, search }: Seen, drivenMs: number): LoadResult['settings'] {
  const { command, seed, arrivals, closed, durationMs, warmupMs, connections } = options;
  const { workers, timeoutMs, instances, target, chaos, maxSendLagMs } = options;
  return {
    ...{ command, seed, ratePerS, search, arrivals, durationMs, warmupMs, connections, workers },
    ...{ timeoutMs, instances, chaos, maxSendLagMs },
    drivenMs: round(drivenMs),
    model: closed ? 'closed' : 'open',
    target: target?.orders ?? null,
  };
}

function perS(count: number, ms: number): number {
  return ms === 0 ? 0 : round((count * 1000) / ms);
}
