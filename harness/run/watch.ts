/** All that looks on while a run goes: the judge, the ledger, the flows, and whether the shop is quiet. */
import type { MongoClient } from 'mongodb';
import shop from '../../scenarios/shop/index.ts';
import { type Answer, Judge } from '../invariants/index.ts';
import { LiveJudge } from '../invariants/live.ts';
import { clockUs } from '../load/clock.ts';
import { Flows } from './flows.ts';
import { Ledger } from './ledger.ts';
import { Quiet } from './quiet.ts';
import { ServiceRecorder } from './services.ts';

/** Before the run begins, all is long before it. */
const NOT_YET_US = 24 * 3_600_000_000;

export class Watch {
  readonly judge = new Judge(shop);
  readonly ledger = new Ledger();
  readonly quiet = new Quiet();
  flows: Flows;
  services: ServiceRecorder;
  readonly #sliceMs: number;
  /** Why nothing is judged any more, if so. */
  failure: string | null = null;
  #live: LiveJudge | undefined;
  #zeroUs = clockUs() + NOT_YET_US;
  #zeroEpochMs: number | undefined;

  constructor(sliceMs: number) {
    this.#sliceMs = sliceMs;
    this.flows = this.#newFlows();
    this.services = this.#newServices();
  }

  /** Begins to follow the database. Rejects when it has no change streams. */
  async start(client: MongoClient): Promise<void> {
    this.#live = await LiveJudge.start({
      client,
      judge: this.judge,
      collections: shop.stores.collections,
      nowMs: () => this.nowMs(),
      onChange: (change) => {
        this.quiet.onChange(change);
        this.flows.onChange(change);
      },
      onFailure: (error) => {
        this.failure = error.message;
      },
    });
  }

  /**
   * The run's time is 0 at this instant of `clockUs`. What is driven before the run has a begin of its own; how long
   * things take is gathered anew from each.
   */
  begin(zeroUs: number): void {
    this.#zeroUs = zeroUs;
    this.#zeroEpochMs = Date.now() + (zeroUs - clockUs()) / 1000;
    this.flows = this.#newFlows();
    this.services = this.#newServices();
  }

  #newFlows(): Flows {
    return new Flows(this.#sliceMs, () => this.#zeroEpochMs ?? Number.POSITIVE_INFINITY);
  }

  #newServices(): ServiceRecorder {
    return new ServiceRecorder(this.#sliceMs, () => this.#zeroEpochMs);
  }

  /** Whatever comes now is before the next begin. */
  rewind(): void {
    this.#zeroUs = clockUs() + NOT_YET_US;
  }

  nowMs(): number {
    return (clockUs() - this.#zeroUs) / 1000;
  }

  onAnswer(answer: Answer): void {
    this.ledger.onAnswer(answer);
    this.flows.onAnswer(answer);
    if (this.failure === null) this.#live?.onAnswer(answer);
  }

  async caughtUp(): Promise<void> {
    if (this.failure !== null) return;
    await this.#live?.caughtUp().catch((error: Error) => {
      this.failure ??= error.message;
    });
  }

  async stop(): Promise<void> {
    await this.#live?.stop();
  }
}
