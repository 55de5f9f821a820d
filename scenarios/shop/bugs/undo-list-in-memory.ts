import type { Bug } from '../../../groundhog/index.ts';
import { DATABASE_AWAY, LOSES } from '../../fault-groups.ts';

export const undoListInMemory: Bug = {
  name: 'undo-list-in-memory',
  edits: [
    {
      file: 'services/orchestrator/engine.ts',
      find: `    for (let step = stepOf(current); step !== null; step = stepOf(current)) {
      const outcome = await this.#steps[step](current);`,
      replace: `    const tried = new Set<Step>();
    for (let step = stepOf(current); step !== null; step = stepOf(current)) {
      // What was not tried needs no undoing.
      const undone = UNDOES[step];
      const isNeeded = undone === undefined || tried.has(undone);
      tried.add(step);
      const outcome: Outcome = isNeeded ? await this.#steps[step](current) : { kind: 'done' };`,
    },
    {
      file: 'services/orchestrator/engine.ts',
      find: `const POLL_MS = 700;`,
      replace: `const POLL_MS = 700;
const UNDOES: Partial<Record<Step, Step>> = { release: 'reserve', refund: 'charge' };`,
    },
    {
      file: 'services/orchestrator/engine.ts',
      find: `import { advance, cameToNothing, type Order, stepOf } from './saga.ts';`,
      replace: `import { advance, cameToNothing, type Order, type Outcome, type Step, stepOf } from './saga.ts';`,
    },
  ],
  why: 'What has to be undone is remembered by the process that did it, and by nobody else.',
  exposedBy:
    'The owner dies after it reserved; whoever adopts the saga sees the charge declined, and knows of nothing to release.',
  caughtBy: ['units-conserved', 'money-settled'],
  cause: {
    process: 'orchestrator',
    faults: [...LOSES, ...DATABASE_AWAY, 'bank-slow', 'bank-declines'],
    moment: { is: 'commit', coll: 'gateway_db.ledger', says: 'declined' },
  },
};
