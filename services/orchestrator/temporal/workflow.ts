/**
 * An order as a workflow. It walks `saga.ts`, and what it does to the world are activities; retries, time-outs and
 * back-off are Temporal's.
 *
 * Runs that are under way outlive this code. Whoever changes what they do next, here or in `saga.ts`, keeps the old way
 * for them by `patched()`; `replay.slow.test.ts` replays what was once recorded, and fails when that was forgotten.
 */
import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  proxyActivities,
  proxyLocalActivities,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { advance, type Progress, type Step, stepOf, triesOf } from '../saga.ts';
import type { Driven } from '../sagas.ts';
import { type DocumentActivities, LOST_LEASE, type StepActivities } from './contract.ts';
import { ORDER_STATUS } from './search-attributes.ts';

/** As the orchestrator's own engine: from 100 ms to 2 s. */
const BACK_OFF = { initialInterval: 100, backoffCoefficient: 2, maximumInterval: 2000 };
// Longer than the longest step, which asks three instances of a service: a worker that died is noticed then.
const STEP_TIMEOUT_MS = 6000;
const WRITE_TIMEOUT_MS = 10_000;

/** In the same workflow task, as they are short: no way to the cluster and back for each. */
const document = proxyLocalActivities<DocumentActivities>({
  startToCloseTimeout: WRITE_TIMEOUT_MS,
  retry: { ...BACK_OFF, nonRetryableErrorTypes: [LOST_LEASE] },
});

/** `created`: the order as it was stored just now; null: somebody else may be driving it, or may have. */
export function order(orderId: string, created: Driven | null): Promise<Driven['status']> {
  // What was accepted comes to an end, whoever asks for another one.
  return CancellationScope.nonCancellable(async () => {
    let saga = created ?? (await document.takeOver(orderId));
    for (let step = stepOf(saga); step !== null; step = stepOf(saga)) {
      const progress = await outcomeOf(step, saga);
      try {
        saga = await document.save(saga, progress);
      } catch (error) {
        if (!isLostLease(error)) throw error;
        saga = await document.takeOver(orderId);
      }
    }
    upsertSearchAttributes([{ key: ORDER_STATUS, value: saga.status }]);
    return saga.status;
  });
}

/** What the saga is at after the step, tried as often as it is worth. */
async function outcomeOf(step: Step, saga: Driven): Promise<Progress> {
  const tries = triesOf(step);
  const left = tries === undefined ? {} : { maximumAttempts: Math.max(1, tries - saga.attempts) };
  const steps = proxyActivities<StepActivities>({
    startToCloseTimeout: STEP_TIMEOUT_MS,
    retry: { ...BACK_OFF, ...left },
  });
  try {
    return advance(saga, step, await steps[step](saga));
  } catch (error) {
    if (tries === undefined || !(error instanceof ActivityFailure)) throw error;
    const attempts = tries - 1;
    await document.tried(saga, attempts).catch((lost) => {
      if (!isLostLease(lost)) throw lost;
    });
    return advance({ ...saga, attempts }, step, { kind: 'unknown', cause: error.message });
  }
}

const isLostLease = (error: unknown): boolean =>
  error instanceof ActivityFailure &&
  error.cause instanceof ApplicationFailure &&
  error.cause.type === LOST_LEASE;
