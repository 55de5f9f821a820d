/** A scenario's invariants, judged while it runs: each holds, or is broken by what. */
import type { MongoClient } from 'mongodb';
import { Judge } from '../invariants/index.ts';
import { LiveJudge } from '../invariants/live.ts';
import type { Scenario } from '../scenario/scenario.ts';

export interface InvariantState {
  name: string;
  /** What must hold, in a sentence. */
  says: string;
  /** The first violations, the oldest first. */
  broken: { subject: string; message: string; at: string; story: string[] }[];
}

/** Enough to look at; what is broken for one subject is mostly broken for many. */
const MOST_BROKEN = 20;

export class LiveInvariants {
  readonly #judge: Judge;
  readonly #invariants: Scenario['invariants'];
  readonly #startMs = Date.now();
  #live: LiveJudge | undefined;
  /** Why nothing is judged any more; null: all is. */
  failure: string | null = null;

  constructor({ invariants, stores }: Scenario) {
    this.#invariants = invariants;
    this.#judge = new Judge({ invariants, stores });
  }

  /** Rejects when the database has no change streams. */
  async start(client: MongoClient, { stores }: Scenario): Promise<void> {
    this.#live = await LiveJudge.start({
      ...{ client, judge: this.#judge, collections: stores.collections },
      nowMs: () => Date.now() - this.#startMs,
      onFailure: ({ message }) => {
        this.failure = message;
      },
    });
  }

  states(): InvariantState[] {
    return this.#invariants.map(({ name, says }) => ({
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

  async stop(): Promise<void> {
    await this.#live?.stop();
  }
}
