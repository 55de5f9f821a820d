import type { Bug } from '../../../groundhog/index.ts';
import { DATABASE_AWAY, LOSES } from '../../fault-groups.ts';

export const lateStepOverwrites: Bug = {
  name: 'late-step-overwrites',
  edits: [
    {
      file: 'services/orchestrator/engine.ts',
      find: `      const outcome = await this.#steps[step](current);
      if`,
      replace: `      const outcome = await this.#inTime(current, step);
      if`,
    },
    {
      file: 'services/orchestrator/engine.ts',
      find: `  /** Saves however long`,
      replace: `  /** Nobody waits long for a step: it is tried again, and if the first try succeeds after all, so much the better. */
  async #inTime(saga: Saga, step: Step): Promise<Outcome> {
    const trying = this.#steps[step](saga);
    const tooLate = pause(STEP_TIMEOUT_MS, this.#closing).then(() => 'late' as const);
    const first = await Promise.race([trying, tooLate]);
    if (first !== 'late') return first;
    trying
      .then(async (outcome) => {
        if (outcome.kind === 'done') await this.#sagas.note(saga, advance(saga, step, outcome));
      })
      .catch((error: unknown) => this.#log.warn({ order_id: saga._id, err: error }, 'late success not noted'));
    return { kind: 'unknown', cause: 'no reply in time' };
  }

  /** Saves however long`,
    },
    {
      file: 'services/orchestrator/engine.ts',
      find: `import { advance, cameToNothing, type Order, stepOf } from './saga.ts';`,
      replace: `import { advance, cameToNothing, type Order, type Outcome, type Step, stepOf } from './saga.ts';`,
    },
    {
      file: 'services/orchestrator/engine.ts',
      find: `const POLL_MS = 700;`,
      replace: `const POLL_MS = 700;
const STEP_TIMEOUT_MS = 1000;`,
    },
    {
      file: 'services/orchestrator/sagas.ts',
      find: `  #fence(saga: Driven)`,
      replace: `  /** Writes down what came of a step that was not waited for, while the lease is ours. */
  async note(saga: Saga, { status, step, attempts, reason }: Progress): Promise<void> {
    const change = { $set: { status, step, attempts, reason, updated_at: new Date() }, $inc: { rev: 1 } };
    await this.#sagas.updateOne({ _id: saga._id, 'lease.token': saga.lease.token }, change);
  }

  #fence(saga: Driven)`,
    },
  ],
  why: 'What a step came to after its time is written over whatever the saga has become since.',
  exposedBy:
    'The first try of a step is slow, a second brings the saga to its end, and then the first succeeds too.',
  caughtBy: ['terminal-is-final', 'money-settled', 'units-conserved'],
  cause: {
    process: 'orchestrator',
    faults: [...LOSES, ...DATABASE_AWAY, 'bank-slow'],
    moment: { is: 'commit', coll: 'shop_db.sagas', by: 'orchestrator' },
  },
};
