/** A scenario's invariants, judged while it runs: each holds, or is broken by what. */
import type { MongoClient } from 'mongodb';
import { Judge } from '../invariants/index.ts';
import { LiveJudge } from '../invariants/live.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { InvariantState, Judged, Judging } from './judging.ts';

/** Enough to look at; what is broken for one subject is mostly broken for many. */
const MOST_BROKEN = 20;

/** Of work that has come to no end. */
const NO_END = 'none';

export class LiveInvariants implements Judging {
  readonly #judge: Judge;
  readonly #scenario: Scenario;
  readonly #startMs = Date.now();
  #live: LiveJudge | undefined;
  #changes = 0;
  /** Why nothing is judged any more; null: all is. */
  failure: string | null = null;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.#judge = new Judge(scenario);
  }

  /** Rejects when the database has no change streams. */
  async start(client: MongoClient): Promise<void> {
    this.#live = await LiveJudge.start({
      ...{ client, judge: this.#judge, collections: this.#scenario.stores.collections },
      nowMs: () => Date.now() - this.#startMs,
      onChange: () => {
        this.#changes++;
      },
      onFailure: ({ message }) => {
        this.failure = message;
      },
    });
  }

  states(): InvariantState[] {
    return this.#scenario.invariants.map(({ name, says }) => ({
      ...{ name, says },
      broken: this.#judge.violations
        .filter(({ invariant }) => invariant === name)
        .slice(0, MOST_BROKEN)
        .map((violation) => ({
          ...{ subject: violation.subject, message: violation.message },
          at: new Date(this.#startMs + violation.atMs).toISOString(),
          story: this.#judge.story(violation),
        })),
    }));
  }

  judged(): Judged {
    const { live, size } = this.#scenario;
    if (!live?.ledger) return { changes: this.#changes, work: null };
    const ends = new Map<string, number>();
    for (const end of live.ledger.stored(this.#judge.stores).values())
      ends.set(end ?? NO_END, (ends.get(end ?? NO_END) ?? 0) + 1);
    return { changes: this.#changes, work: { of: size.of, ends } };
  }

  async stop(): Promise<void> {
    await this.#live?.stop();
  }
}
