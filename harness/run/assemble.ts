/** Puts everything that was seen together into one result. */
import { costOf } from './cost.ts';
import { environmentOf } from './environment.ts';
import { flawsOf } from './flaws.ts';
import { totalsOf } from './kinds.ts';
import { notesOn } from './notes.ts';
import { type ChaosMark, LOAD_FORMAT, LOAD_VERSION, type LoadResult } from './result.ts';
import { saturationOf } from './saturation.ts';
import type { Seen } from './seen.ts';
import { judgeSlo, metricsOf } from './slo.ts';
import { heatmapOf, round, spectrumOf, timelineOf } from './spectrum.ts';
import { toldOf } from './traits.ts';
import { verdictOf } from './verdict.ts';

export function assemble(seen: Seen): LoadResult {
  const { options, database, end, drivenMs, watch, interrupted, soundPerS, traits } = seen;
  const { scenario, root } = seen.file;
  const { recorder } = end;
  const { counts } = recorder;
  const settings = settingsOf(seen, drivenMs);
  const latency = {
    response: spectrumOf(recorder.response),
    service: spectrumOf(recorder.service),
    sendLag: spectrumOf(recorder.sendLag),
    queue: spectrumOf(recorder.queue),
    kinds: Object.fromEntries([...recorder.kinds].map(([kind, latencies]) => [kind, spectrumOf(latencies)])),
  };
  const timeline = timelineOf(recorder);
  const due = timeline.due.reduce((sum, count) => sum + count, 0);
  const requests = totalsOf(recorder, traits.kinds, drivenMs, options.closed ? null : perS(due, drivenMs));
  const flows = Object.fromEntries(
    [...watch.flows].map(([name, meter]) => [name, meter.flow(timeline.slices)]),
  );
  const measured = { latency, timeline, flows, requests, counts };
  const told = toldOf(scenario, traits, seen.instances);
  const judged = watch.failure === null && !interrupted;
  const ledger = watch.ledger?.account(watch.judge.stores, judged) ?? null;
  return {
    format: LOAD_FORMAT,
    version: LOAD_VERSION,
    startedAt: seen.startedAt.toISOString(),
    title: `${titleOf(settings, requests, scenario.size.of)}${options.engine ? `, engine ${options.engine.name}` : ''}`,
    scenario: told,
    interrupted,
    verdict: verdictOf({
      judge: watch.judge,
      invariants: scenario.invariants,
      of: scenario.size.of,
      judgedToEnd: judged,
      unaccounted: ledger?.unaccounted ?? 0,
      interrupted,
      flaws: flawsOf({
        ...{ options, requests, counts, soundPerS },
        sendLag: latency.sendLag,
        failure: watch.failure,
        cutShort: interrupted || seen.deaths.length > 0,
      }),
      deaths: seen.deaths,
      broken: seen.broken,
      saturated: saturationOf({ timeline, requests, flows, settings, scenario: told }, soundPerS),
      slos: options.slos.map((slo) => judgeSlo(slo, metricsOf(traits, scenario), measured)),
      notes: notesOn({ ...seen, requests, flows, ledger }),
    }),
    settings,
    environment: environmentOf(database, root),
    ...measured,
    heatmap: heatmapOf(recorder),
    services: watch.services.services(recorder.slices.length),
    mongo: watch.services.mongo(),
    metrics: seen.metrics,
    cost: costOf(seen.metrics, Object.keys(traits.kinds)[0], requests.kinds),
    ledger,
    totals: (judged && scenario.live?.totals?.(watch.judge.stores)) || null,
    deaths: seen.deaths,
    chaos: marksOf(seen, drivenMs),
    driverBusyMs: round(end.driverBusyMs),
  };
}

/** What was done on purpose, and what nobody did: a process that died is away until it is up again. */
function marksOf({ chaos, deaths }: Seen, drivenMs: number): ChaosMark[] {
  const died = deaths.flatMap(({ instance, atMs, backMs }) =>
    atMs === null || atMs > drivenMs
      ? []
      : [{ atMs: round(atMs), durationMs: round((backMs ?? drivenMs) - atMs), kind: 'death', instance }],
  );
  return [...chaos, ...died].sort((a, b) => a.atMs - b.atMs);
}

/** A rate that was not reached is no name for a run: the closed model is told by what it did. */
function titleOf(
  { ratePerS, connections, search }: LoadResult['settings'],
  { answeredPerS }: LoadResult['requests'],
  of: string,
): string {
  if (ratePerS !== null)
    return `open model, ${ratePerS} new ${of}/s${search === null ? '' : ', a rate found to be borne'}`;
  const each = `${connections} connection${connections === 1 ? '' : 's'} to each service`;
  return `closed model, ${each}, ${Math.round(answeredPerS)} requests/s reached`;
}

function settingsOf({ options, ratePerS, search }: Seen, drivenMs: number): LoadResult['settings'] {
  const { command, seed, arrivals, closed, durationMs, warmupMs, connections } = options;
  const { workers, timeoutMs, target, chaos, bug, maxSendLagMs } = options;
  return {
    ...{ command, seed, ratePerS, search, arrivals, durationMs, warmupMs, connections, workers },
    ...{ timeoutMs, chaos, maxSendLagMs, bug: bug?.name ?? null },
    drivenMs: round(drivenMs),
    model: closed ? 'closed' : 'open',
    target: target === null ? null : { ...target },
  };
}

function perS(count: number, ms: number): number {
  return ms === 0 ? 0 : round((count * 1000) / ms);
}
