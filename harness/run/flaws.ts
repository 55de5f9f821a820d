/** Why a run's figures or judgement cannot be trusted, each with what to do about it. */

import { alwaysFailing } from './kinds.ts';
import type { RunOptions } from './options.ts';
import type { LoadResult, RequestTotals, Spectrum } from './result.ts';
import type { Flaw } from './verdict.ts';

export interface Suspect {
  options: RunOptions;
  sendLag: Spectrum;
  requests: RequestTotals;
  counts: LoadResult['counts'];
  /** Why nothing was judged any more. */
  failure: string | null;
  /** The highest rate known to have been borne. */
  soundPerS: number | null;
  /** Ended before its time: nothing of that is mended by other flags. */
  cutShort: boolean;
}

export function flawsOf({
  options,
  sendLag,
  requests,
  counts,
  failure,
  soundPerS,
  cutShort,
}: Suspect): Flaw[] {
  const flaws: Flaw[] = [];
  const late = lateDriver(sendLag, options.maxSendLagMs);
  if (late !== null) flaws.push({ why: late, advice: gentler(options, soundPerS) });
  if (failure !== null) flaws.push({ why: `the invariants could not be judged: ${failure}` });
  if (requests.due === 0)
    flaws.push({
      why: 'nothing was measured',
      ...(!cutShort && { advice: 'Drive for longer: --duration.' }),
    });
  else if (requests.unfinished === requests.due)
    flaws.push({
      why: 'no request that was due had an end before the run had one',
      advice: gentler(options, soundPerS),
    });
  else if (requests.answered === 0) {
    const where = options.target === null ? 'the services' : 'whether anything listens at --target';
    flaws.push({ why: 'not one request was answered', advice: `See to ${where}, and run again.` });
  } else {
    const advice =
      options.target === null
        ? 'Look at the services: a kind of request that always fails measures nothing.'
        : 'Say with --target which service is where: a kind of request that always fails measures nothing.';
    flaws.push(...alwaysFailing(requests, counts).map((why) => ({ why, advice })));
  }
  return flaws;
}

/** A driver that was late itself measured itself. Null if it was in time. */
export function lateDriver(sendLag: Spectrum, maxMs: number): string | null {
  const p99Ms = sendLag.points.find(({ percentile }) => percentile === 99)?.ms ?? 0;
  return p99Ms <= maxMs ? null : `the driver itself was late: send lag p99 ${p99Ms} ms, limit ${maxMs} ms`;
}

function gentler({ ratePerS, target }: RunOptions, soundPerS: number | null): string {
  const elsewhere = target === null ? ', or drive from another machine with --target' : '';
  // It was not the rate, then.
  if (ratePerS === null || (soundPerS !== null && soundPerS >= ratePerS))
    return `Run again when this machine has less else to do${elsewhere}; --max-send-lag says how late is too late.`;
  const borne = soundPerS === null ? '' : ` (--rate ${soundPerS} was borne)`;
  return `Ask for less${borne}, leave --rate away to have one found${elsewhere}.`;
}
