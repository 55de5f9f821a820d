/**
 * The saga of one order: its steps, what follows from their outcomes, and how long each is tried. Pure data and one
 * function; `engine.ts` makes it durable and runs it, and so does `temporal/workflow.ts`.
 *
 *     reserve ──▶ charge ──▶ confirm
 *        │           ├─ refused ───────▶ release ──▶ reject
 *        │           └─ given up ▶ refund ─▲
 *        └─ refused or given up ───────────┘
 *
 * An outcome may be unknown: no reply came, and a late request may yet be carried out. So every step is idempotent and
 * tried again as it was; and once a step is given up or refused, what undoes it wins over any late try, in whatever
 * order they arrive. That is why even a refused reserve is released: an earlier try of it may still be on its way.
 */

export interface Order {
  product_id: string;
  qty: number;
  /** Minor units. */
  amount: number;
}

export type Step = 'reserve' | 'charge' | 'refund' | 'release';
export type End = 'confirm' | 'reject';

export interface Progress {
  status: 'pending' | 'confirmed' | 'rejected';
  step: Step | End;
  /** Tries of this step whose outcome stayed unknown. */
  attempts: number;
  /** Why it is being, or was, rejected; null otherwise. */
  reason: string | null;
}

export type Outcome =
  | { kind: 'done' }
  | { kind: 'refused'; reason: string }
  | { kind: 'unknown'; cause: string };

interface StepDefinition {
  whenDone: Step | End;
  /** Where a refusal leads. A step without it cannot be refused: it is tried until done. */
  whenRefused?: Step;
  /** After how many tries of unknown outcome the order is turned back, and how. Without it: never. */
  giveUp?: { afterAttempts: number; to: Step; reason: string };
}

/** Tries of a step before the order is turned back: over two instances they outlast a fail-over of the database. */
const PATIENCE = 4;

export const STEPS: Record<Step, StepDefinition> = {
  reserve: {
    whenDone: 'charge',
    whenRefused: 'release',
    giveUp: { afterAttempts: PATIENCE, to: 'release', reason: 'inventory_unavailable' },
  },
  charge: {
    whenDone: 'confirm',
    whenRefused: 'release',
    giveUp: { afterAttempts: PATIENCE, to: 'refund', reason: 'payment_unavailable' },
  },
  refund: { whenDone: 'release' },
  release: { whenDone: 'reject' },
};

export const BEGINNING: Progress = { status: 'pending', step: 'reserve', attempts: 0, reason: null };

/** What the saga is at after `step` had this outcome. */
export function advance(progress: Progress, step: Step, outcome: Outcome): Progress {
  const { whenDone, whenRefused, giveUp } = STEPS[step];
  if (outcome.kind === 'done') return enter(whenDone, progress.reason);
  if (outcome.kind === 'refused' && whenRefused) return enter(whenRefused, outcome.reason);
  const attempts = progress.attempts + 1;
  if (giveUp && attempts >= giveUp.afterAttempts) return enter(giveUp.to, giveUp.reason);
  return { ...progress, attempts };
}

/** How often a step is tried before the order is turned back; undefined: as often as it takes. */
export const triesOf = (step: Step): number | undefined => STEPS[step].giveUp?.afterAttempts;

/** Whether the step came to nothing, whatever was answered: what is tried again at once is tried without an end. */
export function cameToNothing(step: Step, outcome: Outcome, after: Progress): boolean {
  return outcome.kind === 'unknown' || after.step === step;
}

function enter(step: Step | End, reason: string | null): Progress {
  const status = step === 'confirm' ? 'confirmed' : step === 'reject' ? 'rejected' : 'pending';
  return { status, step, attempts: 0, reason };
}

/** The step to try next, or null at the end. */
export function stepOf(progress: Progress): Step | null {
  return progress.step === 'confirm' || progress.step === 'reject' ? null : progress.step;
}
