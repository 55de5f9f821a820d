/** What the process that is debugged and the one that started it say to each other. */
import type { Flawed } from '../command/flawed.ts';
import type { Prepared } from '../command/prepare.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunResult } from '../result.ts';
import type { DrainMode } from '../world/drain.ts';
import type { Address, PauseAt } from './flags.ts';

export interface Job extends Prepared {
  plan: Plan;
  drain: DrainMode;
  address: Address;
  pauseAt: PauseAt;
}

/** In this order: where it listens, that a debugger is there, each stop, and what the run came to. */
export type Told =
  | { what: 'listens'; url: string }
  | { what: 'attached' }
  | { what: 'stops'; line: string }
  | { what: 'over'; result: RunResult }
  | ({ what: 'flawed' } & Flawed);
