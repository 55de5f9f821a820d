/** What a worker does for workflows: the steps of `../steps.ts`, and the same documents that the other engine writes. */
import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { Logger } from 'pino';
import type { SagaMetrics } from '../metrics.ts';
import { advance, cameToNothing, type Outcome, type Step, triesOf } from '../saga.ts';
import { LostLease, type Sagas } from '../sagas.ts';
import type { Steps } from '../steps.ts';
import { type Activities, type DocumentActivities, LOST_LEASE, type StepActivities } from './contract.ts';
import { driven } from './driven.ts';

export function activitiesOver(sagas: Sagas, steps: Steps, metrics: SagaMetrics, log: Logger): Activities {
  const attempt =
    (step: Step): StepActivities[Step] =>
    async (saga) => {
      const outcome = await steps[step](saga);
      if (!cameToNothing(step, outcome, advance(saga, step, outcome))) return outcome;
      const made = saga.attempts + Context.current().info.attempt;
      log.warn({ order_id: saga._id, step, outcome, attempt: made }, 'step came to nothing, will try again');
      // For people to see; the workflow makes sure of it where it matters.
      if (made < (triesOf(step) ?? Number.POSITIVE_INFINITY)) await sagas.tried(saga, made).catch(() => {});
      throw ApplicationFailure.retryable(whyNothing(outcome), 'CameToNothing');
    };
  return {
    reserve: attempt('reserve'),
    release: attempt('release'),
    charge: attempt('charge'),
    refund: attempt('refund'),
    ...documentsIn(sagas, metrics, log),
  };
}

function documentsIn(sagas: Sagas, metrics: SagaMetrics, log: Logger): DocumentActivities {
  return {
    async save(saga, progress) {
      if (Context.current().info.attempt > 1) metrics.savedAgain.inc();
      const next = await sagas.save(saga, progress).catch((error: unknown) => {
        if (!(error instanceof LostLease)) throw error;
        metrics.lost.inc();
        throw ApplicationFailure.nonRetryable(error.message, LOST_LEASE);
      });
      const { status, reason } = next;
      if (status !== 'pending') {
        metrics.ended.inc({ status, reason: reason ?? '' });
        log.info({ order_id: saga._id, status, reason }, 'saga ended');
      }
      return next;
    },
    tried: (saga, attempts) => sagas.tried(saga, attempts),
    async takeOver(orderId) {
      for (;;) {
        const stored = await sagas.find(orderId);
        if (!stored) throw ApplicationFailure.nonRetryable(`there is no order ${orderId}`, 'UnknownOrder');
        if (stored.status !== 'pending') return driven(stored);
        const taken = await sagas.takeOver(stored);
        // It moved on between the two, if not.
        if (!taken) continue;
        metrics.takenOver.inc();
        log.info(
          { order_id: orderId, from: stored.lease.owner, token: taken.lease.token },
          'saga taken over',
        );
        return driven(taken);
      }
    },
  };
}

function whyNothing(outcome: Outcome): string {
  return outcome.kind === 'unknown' ? outcome.cause : JSON.stringify(outcome);
}
