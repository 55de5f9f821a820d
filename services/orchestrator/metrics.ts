/** What the orchestrator tells of sagas: tries of steps, ends, and leases that change hands. */
import type { Counter } from 'prom-client';
import type { Metrics } from '../common/metrics/metrics.ts';
import type { Step } from './saga.ts';
import type { Steps } from './steps.ts';

export interface SagaMetrics {
  ended: Counter<'status' | 'reason'>;
  takenOver: Counter;
  lost: Counter;
  savedAgain: Counter;
}

export function sagaMetrics(metrics: Metrics): SagaMetrics {
  return {
    ended: metrics.counter('sagas_ended_total', 'Orders brought to their end', ['status', 'reason']),
    takenOver: metrics.counter('saga_leases_taken_over_total', 'Sagas adopted, that others had left'),
    lost: metrics.counter('saga_leases_lost_total', 'Sagas dropped, since another has taken them over'),
    savedAgain: metrics.counter(
      'saga_saves_retried_total',
      'Saves of a saga that did not work, to be tried again',
    ),
  };
}

/** The same steps, with each try timed. One of unknown outcome is tried again. */
export function timed(steps: Steps, metrics: Metrics): Steps {
  const took = metrics.seconds('saga_step_duration_seconds', 'One try of one step', ['step', 'outcome']);
  const timing =
    (step: Step): Steps[Step] =>
    async (saga) => {
      const startMs = performance.now();
      const outcome = await steps[step](saga);
      took.observe({ step, outcome: outcome.kind }, (performance.now() - startMs) / 1000);
      return outcome;
    };
  return {
    reserve: timing('reserve'),
    release: timing('release'),
    charge: timing('charge'),
    refund: timing('refund'),
  };
}

interface Shown {
  readonly driven: number;
  readonly unfinished: { sagas: number; oldestMs: number };
}

/** What an engine has at hand, looked up when somebody asks. */
export function showEngine(metrics: Metrics, engine: Shown): void {
  metrics.gauge('sagas_driven', 'Sagas that this instance drives', [], (gauge) => gauge.set(engine.driven));
  metrics.gauge('sagas_unfinished', 'Sagas without an end, whoever drives them', [], (gauge) =>
    gauge.set(engine.unfinished.sagas),
  );
  metrics.gauge(
    'saga_oldest_seconds',
    'For how long this instance knows the unfinished saga that it has known for longest',
    [],
    (gauge) => gauge.set(engine.unfinished.oldestMs / 1000),
  );
}
