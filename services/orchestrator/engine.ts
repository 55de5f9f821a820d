/**
 * Drives sagas to their end, one durable step after another, and adopts those that others left.
 *
 * An owner is thought gone when its saga did not change for LEASE_MS *as this instance counts time*: no clock of one
 * host is ever compared with another's. If that was wrong, two instances drive one saga for a while: the fence lets
 * only one of them write, and the steps are idempotent.
 */
import type { Logger } from 'pino';
import { backOffMs, pause, repeat } from '../common/loop.ts';
import type { SagaMetrics } from './metrics.ts';
import type { OrderEngine } from './order-engine.ts';
import { advance, cameToNothing, type Order, stepOf } from './saga.ts';
import { LostLease, type Saga, type Sagas, type Trace } from './sagas.ts';
import type { Steps } from './steps.ts';
import { Unfinished } from './unfinished.ts';

// Longer than the longest step, which asks three instances of a service.
const LEASE_MS = 6000;
const POLL_MS = 700;

export class Engine implements OrderEngine {
  readonly #sagas: Sagas;
  readonly #steps: Steps;
  readonly #instance: string;
  readonly #log: Logger;
  readonly #metrics: SagaMetrics;
  readonly #closing: AbortSignal;
  /** Orders being driven, or accepted, by this instance. */
  readonly #mine = new Map<string, Promise<void>>();
  readonly #unfinished = new Unfinished();

  constructor(
    sagas: Sagas,
    steps: Steps,
    instance: string,
    log: Logger,
    metrics: SagaMetrics,
    closing: AbortSignal,
  ) {
    this.#sagas = sagas;
    this.#steps = steps;
    this.#instance = instance;
    this.#log = log;
    this.#metrics = metrics;
    this.#closing = closing;
  }

  /** Makes a new order durable and sets out to fulfil it. False when its id is taken. */
  async accept(orderId: string, order: Order): Promise<boolean> {
    const saga = await this.#sagas.create(orderId, order);
    if (saga) this.#drive(saga);
    return saga !== null;
  }

  get driven(): number {
    return this.#mine.size;
  }

  /** As its last look for them showed. */
  get unfinished(): OrderEngine['unfinished'] {
    return this.#unfinished.told;
  }

  /** Nobody but this instance knows how it goes; the store shows each step. */
  watchUrl(): undefined {
    return undefined;
  }

  /** Adopts what others left until told to close; resolves when nothing is driven any more. */
  async run(): Promise<void> {
    await repeat('looking for abandoned sagas', POLL_MS, this.#closing, this.#log, () => this.#adopt());
    await Promise.all(this.#mine.values());
  }

  async close(): Promise<void> {}

  async #adopt(): Promise<void> {
    const unfinished = await this.#sagas.unfinished();
    this.#unfinished.look(unfinished);
    for (const trace of unfinished) {
      if (this.#mine.has(trace._id) || !this.#isAbandoned(trace)) continue;
      const saga = await this.#sagas.takeOver(trace);
      if (!saga || this.#closing.aborted) continue;
      this.#metrics.takenOver.inc();
      this.#log.info(
        { order_id: saga._id, from: trace.lease.owner, token: saga.lease.token },
        'saga taken over',
      );
      this.#drive(saga);
    }
  }

  #isAbandoned(trace: Trace): boolean {
    const unchangedMs = this.#unfinished.unchangedMs(trace);
    // Under this name, yet not driven here: a former life of this process left it. One poll later, that is, since
    // an order just being accepted looks the same.
    if (unchangedMs === null) return false;
    return trace.lease.owner === this.#instance || unchangedMs > LEASE_MS;
  }

  #drive(saga: Saga): void {
    const ended = this.#toTheEnd(saga)
      .catch((error: unknown) => {
        const fields = { order_id: saga._id, err: error };
        if (error instanceof LostLease) {
          this.#metrics.lost.inc();
          this.#log.info(fields, 'saga dropped');
        } else this.#log.error(fields, 'saga dropped by an unexpected failure');
      })
      .finally(() => {
        if (this.#mine.get(saga._id) === ended) this.#mine.delete(saga._id);
      });
    this.#mine.set(saga._id, ended);
  }

  async #toTheEnd(saga: Saga): Promise<void> {
    let current = saga;
    for (let step = stepOf(current); step !== null; step = stepOf(current)) {
      const outcome = await this.#steps[step](current);
      if (this.#closing.aborted) return;
      current = await this.#save(current, advance(current, step, outcome));
      if (!cameToNothing(step, outcome, current)) continue;
      this.#log.warn({ order_id: saga._id, step, outcome }, 'step came to nothing, will try again');
      await pause(backOffMs(current.attempts), this.#closing);
    }
    const { status, reason } = current;
    this.#metrics.ended.inc({ status, reason: reason ?? '' });
    this.#log.info({ order_id: saga._id, status, reason }, 'saga ended');
  }

  /** Saves however long the database is away, unless the lease is lost meanwhile. */
  async #save(saga: Saga, progress: Parameters<Sagas['save']>[1]): Promise<Saga> {
    for (let attempts = 0; ; attempts++) {
      try {
        return await this.#sagas.save(saga, progress);
      } catch (error) {
        if (error instanceof LostLease || this.#closing.aborted) throw error;
        this.#metrics.savedAgain.inc();
        this.#log.warn({ order_id: saga._id, err: error }, 'saga not saved, will try again');
      }
      await pause(backOffMs(attempts), this.#closing);
    }
  }
}
