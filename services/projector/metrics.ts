/** What a projector tells of how far behind it is. */
import type { Counter, Gauge, Histogram } from 'prom-client';
import type { Metrics } from '../common/metrics/metrics.ts';

export interface ProjectionMetrics {
  lag: Histogram;
  heard: Gauge;
  tokenSaves: Counter;
  rebuilds: Counter;
}

export const projectionMetrics = (metrics: Metrics): ProjectionMetrics => ({
  lag: metrics.seconds(
    'projection_lag_seconds',
    'Age of an event when the view shows it, by the clocks of its writer and of this process',
  ),
  heard: metrics.gauge(
    'projection_heard_timestamp_seconds',
    'When the change stream last answered, with an event or without',
  ),
  tokenSaves: metrics.counter('resume_token_saves_total', 'Resume tokens saved'),
  rebuilds: metrics.counter(
    'projection_rebuilds_total',
    'Times that the whole view was folded anew, since there was no token that serves',
  ),
});
