/**
 * The driver spread over worker threads, so that whatever the main thread does makes no request late.
 *
 * The requests are dealt out (`deal.ts`); all begin at the same instant of the same clock; and what they recorded merges
 * exactly. Outcomes come back in batches.
 */
import { Worker } from 'node:worker_threads';
import { workerBeside } from '../called.ts';
import { clockUs } from './clock.ts';
import { deal } from './deal.ts';
import type { DriverOptions } from './driver.ts';
import { Recorder, type Recording } from './recorder.ts';
import type { Outcome } from './request.ts';

/** Of connections and requests, those of all workers together. */
export interface LoadOptions extends Omit<DriverOptions, 'startUs' | 'onOutcome'> {
  workers: number;
  sliceMs: number;
  /** What is due earlier is sent but not recorded, and all times count from here: those before it are negative. */
  warmupMs: number;
  /** All connections stand; what is recorded begins at this instant of `clockUs`. */
  onStart?(zeroUs: number): void;
  /** Some requests have ended; `index` counts in the list of the whole run. */
  onOutcomes?(outcomes: Outcome[]): void;
}

export interface LoadEnd {
  recorder: Recorder;
  /** Requests that became due, those of the warm-up included. */
  due: number;
  elapsedMs: number;
  /** How long the driver's own event loops were busy, all together: close to the CPU time they cost. */
  driverBusyMs: number;
}

/** What a worker is started with. */
export interface Share extends Omit<LoadOptions, 'workers' | 'signal' | 'enough' | 'onStart' | 'onOutcomes'> {
  name: string;
}

export type ToWorker = { type: 'start'; startUs: number } | { type: 'enough' } | { type: 'stop' };

export type FromWorker =
  | { type: 'ready' }
  | { type: 'outcomes'; outcomes: Outcome[] }
  | { type: 'end'; recording: Recording; due: number; elapsedUs: number; busyMs: number };

/** Between the last worker's being ready and the first request: time for the message to arrive everywhere. */
const HEAD_START_US = 50_000;

/** Rejects if a worker fails; servers that are away are outcomes. */
export async function load(options: LoadOptions): Promise<LoadEnd> {
  const crew = deal(options.requests, options.workers).map((share, i) => new Hand(options, i, share));
  const tell = (type: 'enough' | 'stop') => {
    for (const hand of crew) hand.tell({ type });
  };
  const stop = () => tell('stop');
  const close = () => tell('enough');
  options.signal?.addEventListener('abort', stop);
  options.enough?.addEventListener('abort', close);
  try {
    if (options.signal?.aborted) stop();
    await Promise.all(crew.map((hand) => hand.ready));
    const startUs = clockUs() + HEAD_START_US;
    for (const hand of crew) hand.tell({ type: 'start', startUs });
    options.onStart?.(startUs + options.warmupMs * 1000);
    const ends = await Promise.all(crew.map((hand) => hand.end));
    const recorder = new Recorder(options.sliceMs);
    for (const { recording } of ends) recorder.merge(recording);
    return {
      recorder,
      due: ends.reduce((sum, end) => sum + end.due, 0),
      elapsedMs: Math.max(...ends.map(({ elapsedUs }) => elapsedUs)) / 1000,
      driverBusyMs: ends.reduce((sum, { busyMs }) => sum + busyMs, 0),
    };
  } finally {
    options.signal?.removeEventListener('abort', stop);
    options.enough?.removeEventListener('abort', close);
    await Promise.all(crew.map((hand) => hand.dismiss()));
  }
}

class Hand {
  readonly ready: Promise<void>;
  readonly end: Promise<Extract<FromWorker, { type: 'end' }>>;
  readonly #worker: Worker;

  constructor(
    { workers, signal: _signal, enough: _enough, onStart: _onStart, onOutcomes, ...rest }: LoadOptions,
    i: number,
    indexes: readonly number[],
  ) {
    const share: Share = {
      ...rest,
      name: `w${i + 1}`,
      connections: Math.max(1, Math.floor((rest.connections + workers - 1 - i) / workers)),
      requests: indexes.map((index) => rest.requests[index]!),
    };
    this.#worker = new Worker(workerBeside(import.meta.url), { workerData: share });
    let isReady = () => {};
    this.ready = new Promise((resolve, reject) => {
      isReady = resolve;
      this.#worker.once('error', reject);
    });
    this.end = new Promise((resolve, reject) => {
      this.#worker.on('message', (message: FromWorker) => {
        if (message.type === 'ready') isReady();
        else if (message.type === 'end') resolve(message);
        else {
          for (const outcome of message.outcomes) outcome.index = indexes[outcome.index]!;
          onOutcomes?.(message.outcomes);
        }
      });
      this.#worker.once('error', reject);
      this.#worker.once('exit', () => reject(new Error('a worker of the driver ended before its time')));
    });
    // Whichever of the two is not awaited when the worker fails must not count as forgotten.
    this.ready.catch(() => {});
    this.end.catch(() => {});
  }

  tell(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  async dismiss(): Promise<void> {
    await this.#worker.terminate();
  }
}
