/** Puts everything that was seen together into one result. */
import type { LoadEnd } from '../load/index.ts';
import type { Database } from '../mongo/index.ts';
import type { ChaosEvent } from '../stack/chaos.ts';
import { environmentOf } from './environment.ts';
import { moneyOf } from './ledger.ts';
import type { RunOptions } from './options.ts';
import type { LoadResult } from './result.ts';
import { errorPercent, judgeSlo } from './slo.ts';
import { heatmapOf, round, spectrumOf, timelineOf } from './spectrum.ts';
import { lateDriver, verdictOf } from './verdict.ts';
import type { Watch } from './watch.ts';

export interface Seen {
  options: RunOptions;
  startedAt: Date;
  database: Database;
  end: LoadEnd;
  watch: Watch;
  chaos: ChaosEvent[];
  /** The shop came to rest within the time allowed. */
  settled: boolean;
  interrupted: boolean;
  /** How a process died that nobody killed. */
  broken: string | null;
}

export function assemble(seen: Seen): LoadResult {
  const { options, database, end, watch, interrupted, settled, broken } = seen;
  const { recorder } = end;
  const latency = {
    response: spectrumOf(recorder.response),
    service: spectrumOf(recorder.service),
    sendLag: spectrumOf(recorder.sendLag),
    queue: spectrumOf(recorder.queue),
    kinds: Object.fromEntries([...recorder.kinds].map(([kind, histogram]) => [kind, spectrumOf(histogram)])),
  };
  const measured = {
    latency,
    timeline: timelineOf(recorder),
    completion: watch.flows.completion.flow,
    projection: watch.flows.projection.flow,
    counts: recorder.counts,
  };
  const drivenMs = Math.min(options.durationMs, Math.max(0, end.elapsedMs));
  const late = lateDriver(latency.sendLag, options.maxSendLagMs);
  const orders = watch.ledger.account(watch.judge.stores);
  const judged = watch.failure === null && !interrupted;
  return {
    format: 'groundhog-load',
    version: 1,
    startedAt: seen.startedAt.toISOString(),
    interrupted,
    verdict: verdictOf({
      judge: watch.judge,
      judgedToEnd: judged,
      unaccounted: judged ? orders.unaccounted : 0,
      interrupted,
      invalid: [
        ...(late === null ? [] : [late]),
        ...(watch.failure === null ? [] : [`the invariants could not be judged: ${watch.failure}`]),
        ...(latency.response.count === 0 ? ['nothing was measured'] : []),
        ...(errorPercent(recorder.counts) === 100 ? ['not one request was answered'] : []),
      ],
      broken,
      slos: options.slos.map((slo) => judgeSlo(slo, measured)),
      notes: notesOn(seen, settled),
    }),
    settings: settingsOf(options, recorder.response.totalCount, drivenMs),
    environment: environmentOf(database),
    ...measured,
    heatmap: heatmapOf(recorder),
    services: watch.services.services(recorder.slices.length),
    mongo: watch.services.mongo(),
    orders,
    money: moneyOf(watch.judge.stores),
    chaos: seen.chaos,
    driverBusyMs: round(end.driverBusyMs),
  };
}

function notesOn({ database, interrupted, broken, options, end }: Seen, settled: boolean): string[] {
  const notes = [];
  const failedPercent = errorPercent(end.recorder.counts) ?? 0;
  if (interrupted) notes.push('The run was interrupted: the figures cover what was driven until then.');
  else if (!settled && broken === null)
    notes.push(`The shop did not come to rest within ${options.settleMs / 1000} s after the last request.`);
  if (failedPercent > 0)
    notes.push(
      `${Number(failedPercent.toPrecision(2))}% of requests got no answer or a 5xx; their latency is the time until that was known.`,
    );
  if (broken !== null) notes.push(`A process died that nobody killed: ${broken}`);
  if (database.source === 'model')
    notes.push(
      'The database was the project’s own model of MongoDB: absolute figures are not those of a real server.',
    );
  if (options.target) notes.push('The stack was not started by this run: nothing is known of its processes.');
  return notes;
}

function settingsOf(options: RunOptions, requests: number, drivenMs: number): LoadResult['settings'] {
  const { command, seed, ratePerS, arrivals, closed, durationMs, warmupMs, connections } = options;
  const { workers, timeoutMs, instances, target, chaos, maxSendLagMs } = options;
  return {
    ...{
      command,
      seed,
      ratePerS,
      arrivals,
      durationMs,
      warmupMs,
      connections,
      workers,
      timeoutMs,
      instances,
    },
    // One that was cut short is not as slow as it would seem over its whole time.
    requestsPerS: drivenMs === 0 ? 0 : round((requests * 1000) / drivenMs),
    drivenMs: round(drivenMs),
    model: closed ? 'closed' : 'open',
    target: target?.orders ?? null,
    chaos,
    maxSendLagMs,
  };
}
