/** Drives the services once along a schedule, from the warm-up on, with everybody looking on. */
import { type LoadEnd, load, type Outcome } from '../load/index.ts';
import type { PlannedRequest } from '../scenario/request.ts';
import { Chaos, type ChaosEvent } from '../stack/chaos.ts';
import type { Service } from '../stack/service.ts';
import { Gauge } from './gauge.ts';
import { isFailure } from './kinds.ts';
import type { RunOptions } from './options.ts';
import { rateAt, type Schedule, unitsOf } from './schedule.ts';
import type { SentLog } from './sent.ts';
import { answerOf, requestOf } from './traffic.ts';
import type { Watch } from './watch.ts';

export interface Driving {
  options: RunOptions;
  /** Base URLs by service. */
  pools: Record<string, string[]>;
  watch: Watch;
  sent: SentLog;
  services: readonly Service[];
  requests: readonly PlannedRequest[];
  schedule: Schedule;
  /** Driven before time 0, unmeasured. */
  warmupMs: number;
  sliceMs: number;
  /** In a closed loop, for so long. */
  closedMs?: number;
  chaos: readonly ChaosEvent[];
  signal: AbortSignal;
  /** The warm-up is over: what comes from now on is measured. */
  onZero?(): void;
  /** Whether to go on, asked twice a second in the warm-up; if not, nothing more becomes due. */
  goOn(gauge: Gauge, atMs: number): boolean;
  onOutcome(outcome: Outcome): void;
  onBroken(how: string): void;
}

export interface Driven {
  end: LoadEnd;
  gauge: Gauge;
  /** Was not gone on with. */
  cut: boolean;
  /** Milliseconds measured: all of the schedule's, however early the last request was due, unless something ended it. */
  drivenMs: number;
}

const READ_EVERY_MS = 500;
/** The first connections and the first run of any code are late whatever the rate. */
const COLD_MS = 3000;
/** The lateness that nearly all requests stay below, without one hiccup's deciding it. */
const LAG_PERCENT = 90;

export async function drive(driving: Driving): Promise<Driven> {
  const { options, pools, watch, sent, requests, schedule, warmupMs, sliceMs, closedMs, signal } = driving;
  const gauge = new Gauge(options.maxSendLagMs);
  const seen = new Seen();
  const enough = new AbortController();
  const chaos = new Chaos(driving.services, driving.onBroken, (event) => sent.onStruck(event, watch.nowMs()));
  let reading: NodeJS.Timeout | undefined;
  let zero: NodeJS.Timeout | undefined;
  const read = () => {
    const atMs = watch.nowMs();
    if (atMs >= 0 || enough.signal.aborted) return clearInterval(reading);
    if (warmupMs + atMs < COLD_MS) return void seen.since();
    gauge.read({
      ratePerS: rateAt(schedule, warmupMs + atMs),
      requestsPerUnit: unitsOf(schedule) === 0 ? 0 : requests.length / unitsOf(schedule),
      openRequests: dueBy(requests, warmupMs + atMs) - seen.firstsEnded,
      flows: [...watch.flows.values()].map(({ spec: { what, until }, open }) => ({ what, until, open })),
      ...seen.since(),
    });
    if (!driving.goOn(gauge, atMs)) enough.abort();
  };
  try {
    const end = await load({
      pools,
      connections: options.connections,
      requests: requests.map(requestOf),
      timeoutMs: options.timeoutMs,
      workers: options.workers,
      warmupMs,
      sliceMs,
      ...(closedMs !== undefined && { closed: { durationMs: closedMs } }),
      signal,
      enough: enough.signal,
      onStart: (zeroUs) => {
        watch.begin(zeroUs);
        zero = setTimeout(() => driving.onZero?.(), -watch.nowMs());
        chaos.begin(driving.chaos.map((event) => ({ ...event, atMs: event.atMs - watch.nowMs() })));
        // A closed loop asks as much as is borne, by itself.
        if (closedMs === undefined) reading = setInterval(read, READ_EVERY_MS);
      },
      onOutcomes: (outcomes) => {
        for (const outcome of outcomes) {
          seen.onOutcome(outcome);
          driving.onOutcome(outcome);
          // What was never sent nobody can have been told anything about.
          if (outcome.sentUs === null) continue;
          const request = requests[outcome.index]!;
          if (outcome.step === 'first') sent.onSent(request, outcome.sentUs / 1000);
          watch.onAnswer(answerOf(request, outcome));
        }
      },
    });
    const isWhole = !signal.aborted && !enough.signal.aborted;
    return { end, gauge, cut: enough.signal.aborted, drivenMs: drivenOf(end, options.durationMs, isWhole) };
  } finally {
    clearInterval(reading);
    clearTimeout(zero);
    if (signal.aborted || enough.signal.aborted) chaos.cancel();
    else await chaos.healed();
  }
}

/** The last request is seldom due at the very end: rates are of the time that was given, not of that until its answer. */
export const drivenOf = ({ elapsedMs }: Pick<LoadEnd, 'elapsedMs'>, durationMs: number, isWhole: boolean) =>
  isWhole ? durationMs : Math.min(durationMs, Math.max(0, elapsedMs));

/** What ended since it was last asked. */
class Seen {
  /** Of the requests that the schedule asks for, since the begin. */
  firstsEnded = 0;
  #ended = 0;
  #failed = 0;
  #lagsMs: number[] = [];

  onOutcome({ step, failure, status, takenUs, dueUs }: Outcome): void {
    if (step === 'first') this.firstsEnded++;
    this.#ended++;
    if (isFailure(failure ?? String(status))) this.#failed++;
    this.#lagsMs.push((takenUs - dueUs) / 1000);
  }

  since(): { ended: number; failed: number; lagMs: number } {
    const lags = this.#lagsMs.sort((a, b) => a - b);
    const lagMs = lags[Math.floor((lags.length * LAG_PERCENT) / 100)] ?? 0;
    const since = { ended: this.#ended, failed: this.#failed, lagMs };
    this.#ended = 0;
    this.#failed = 0;
    this.#lagsMs = [];
    return since;
  }
}

/** How many of these are due by then. They are in order. */
function dueBy(requests: readonly PlannedRequest[], atMs: number): number {
  let low = 0;
  let high = requests.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (requests[middle]!.atMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
