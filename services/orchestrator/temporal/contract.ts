/** What the workflow asks of a worker, by name, and what both sides call things. It loads nothing, as the workflow may not. */
import type { Outcome, Progress, Step } from '../saga.ts';
import type { Driven } from '../sagas.ts';

/**
 * One try of one step. What came to nothing fails, and is tried again as it was by the policy that the workflow gives.
 * Every step is idempotent and what undoes it wins, so one that is carried out late or twice does no harm.
 */
export type StepActivities = Record<Step, (saga: Driven) => Promise<Outcome>>;

/** The order's document, for readers. Each write is fenced and may be made any number of times. */
export interface DocumentActivities {
  save(saga: Driven, progress: Progress): Promise<Driven>;
  /** At least so many tries of its present step came to nothing. */
  tried(saga: Driven, attempts: number): Promise<void>;
  /** Makes whatever drove the order until now lose its lease, unless it has ended: then it is only looked up. */
  takeOver(orderId: string): Promise<Driven>;
}

export type Activities = StepActivities & DocumentActivities;

/** The type of a failure: another run of the workflow, or another engine, has taken the order over. */
export const LOST_LEASE = 'LostLease';

/** The lease of an order belongs to the cluster, not to a process; its token tells runs of a workflow apart. */
export const OWNER = 'temporal';
