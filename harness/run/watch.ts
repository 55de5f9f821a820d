/** All that looks on while a run goes: the judge, the ledger, the flows, and whether anything is left to do. */
import type { MongoClient } from 'mongodb';
import { type Answer, Judge } from '../invariants/index.ts';
import { LiveJudge } from '../invariants/live.ts';
import { clockUs } from '../load/clock.ts';
import type { Rest, Scenario } from '../scenario/scenario.ts';
import { StillRest } from '../scenario/still-rest.ts';
import type { Ended } from '../stack/child.ts';
import { FlowMeter } from './flow.ts';
import { LedgerKeeper } from './ledger.ts';
import { ServiceRecorder } from './services.ts';

/** Before the run begins, all is long before it. */
const NOT_YET_US = 24 * 3_600_000_000;

export class Watch {
  readonly judge: Judge;
  /** Null when the scenario keeps none. */
  readonly ledger: LedgerKeeper | null;
  readonly rest: Rest;
  /** By name. */
  flows: ReadonlyMap<string, FlowMeter>;
  services: ServiceRecorder;
  readonly #scenario: Scenario;
  readonly #sliceMs: number;
  /** Why nothing is judged any more, if so. */
  failure: string | null = null;
  #live: LiveJudge | undefined;
  #zeroUs = clockUs() + NOT_YET_US;
  #zeroEpochMs: number | undefined;

  constructor(scenario: Scenario, sliceMs: number) {
    this.#scenario = scenario;
    this.#sliceMs = sliceMs;
    this.judge = new Judge(scenario);
    this.ledger = scenario.live?.ledger ? new LedgerKeeper(scenario.live.ledger) : null;
    this.rest = scenario.rest?.() ?? new StillRest(() => performance.now());
    this.flows = this.#newFlows();
    this.services = this.#newServices();
  }

  /** Begins to follow the database. Rejects when it has no change streams. */
  async start(client: MongoClient): Promise<void> {
    this.#live = await LiveJudge.start({
      client,
      judge: this.judge,
      collections: this.#scenario.stores.collections,
      nowMs: () => this.nowMs(),
      onChange: (change) => {
        this.rest.onChange(change);
        for (const flow of this.flows.values()) flow.onChange(change);
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

  #newFlows(): ReadonlyMap<string, FlowMeter> {
    const epochMs = () => this.#zeroEpochMs ?? Number.POSITIVE_INFINITY;
    const flows = Object.entries(this.#scenario.live?.flows ?? {});
    return new Map(flows.map(([name, spec]) => [name, new FlowMeter(spec, this.#sliceMs, epochMs)]));
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

  /** How much is left to do. */
  get left(): number {
    return this.rest.isAtRest ? 0 : Math.max(1, this.rest.open().length);
  }

  onAnswer(answer: Answer): void {
    this.ledger?.onAnswer(answer);
    for (const flow of this.flows.values()) flow.onAnswer(answer);
    this.onLapAnswer(answer);
  }

  /** To be judged, and counted nowhere. */
  onLapAnswer(answer: Answer): void {
    if (this.failure === null) this.#live?.onAnswer(answer);
  }

  /** A process ended though nobody ended it. */
  onExit({ name, exitCode, signal, uncaught }: Ended): void {
    const exit = { process: name, code: exitCode, signal, error: uncaught, afterAskedMs: null };
    this.judge.onExit({ atMs: this.nowMs(), ...exit });
  }

  onLog(process: string, line: string): void {
    this.judge.onLog({ atMs: this.nowMs(), process, line });
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
