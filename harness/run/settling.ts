/** Before a part of a run what it needs is set up; and before it and after, all comes to rest. */
import type { Data, Scenario } from '../scenario/scenario.ts';
import type { Course } from './course.ts';
import { CannotStart } from './options.ts';
import { comesToRest, lasting } from './quiet.ts';
import type { Stage } from './stage.ts';
import { interruptible } from './waiting.ts';
import type { Watch } from './watch.ts';

const SET_UP_RESTS_WITHIN_MS = 20_000;
/** Quiet for so long is quiet for good: longer than a pause of background work should be. */
const QUIET_FOR_MS = 1000;

export interface Settled {
  scenario: Scenario;
  /** How long nothing may come to its end before what is left counts as left undone. */
  settleMs: number;
  course: Course;
  watch: Watch;
  stage: Stage;
}

export class Settling {
  readonly #of: Settled;

  constructor(of: Settled) {
    this.#of = of;
  }

  /** Sets up what a part of the run needs, and waits until it is there for all to see; but for no run that is over. */
  async prepare(data: Data): Promise<void> {
    try {
      await interruptible(this.#of.course.over, this.#of.stage.setUp(data));
    } catch (error) {
      this.#of.course.stopIfOver();
      throw error;
    }
    await this.untilSetUp();
  }

  /** Where a scenario does not say what rest is, nobody knows. */
  async untilSetUp(): Promise<void> {
    if (!this.#of.scenario.rest) return;
    await this.#of.watch.caughtUp();
    const ready = await lasting(() => this.#of.watch.left === 0, {
      forMs: 0,
      withinMs: SET_UP_RESTS_WITHIN_MS,
      signal: this.#of.course.over,
    });
    if (ready || this.#of.course.over.aborted) return;
    const open = this.#of.watch.rest.open().slice(0, 3).join(', ');
    throw new CannotStart(
      `${SET_UP_RESTS_WITHIN_MS / 1000} s after its set-up it is not at rest: ${open}; does every service run?`,
    );
  }

  /** Whether all came to rest; null when it cannot be known. */
  async rest(): Promise<boolean | null> {
    const isBlind = () => this.#of.watch.failure !== null;
    const rests = await comesToRest(() => (isBlind() ? 0 : this.#of.watch.left), {
      forMs: QUIET_FOR_MS,
      stillMs: this.#of.settleMs,
      signal: this.#of.course.over,
    });
    return isBlind() || this.#of.course.over.aborted ? null : rests;
  }
}
