/**
 * The process and its event loop, under the names that everybody's dashboards have for them.
 *
 * prom-client's own default metrics read `/proc`, which is the real machine's where several services run in one process
 * and a made-up one.
 */
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import type { Metrics } from './metrics.ts';

const RESOLUTION_MS = 10;

export function watchProcess(metrics: Metrics): void {
  const show = (name: string, help: string, read: () => number) =>
    metrics.gauge(name, help, [], (gauge) => gauge.set(read()));
  const startSeconds = Date.now() / 1000 - process.uptime();
  show('process_start_time_seconds', 'When the process began, in Unix time', () => startSeconds);
  show('process_cpu_seconds_total', 'CPU time used, of all threads', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  show('process_resident_memory_bytes', 'Memory held', () => process.memoryUsage.rss());
  show('nodejs_heap_size_used_bytes', 'Heap in use', () => process.memoryUsage().heapUsed);

  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  // The monitor counts its own timer's interval in; a histogram in which nothing was counted tells nonsense.
  const late = (ns: number): number => (delay.count === 0 ? 0 : Math.max(0, ns / 1e9 - RESOLUTION_MS / 1000));
  const p99 = 'nodejs_eventloop_lag_p99_seconds';
  show(
    p99,
    'How late the event loop was since the last time it was asked for, of a hundred times the worst',
    () => {
      const seconds = late(delay.percentile(99));
      delay.reset();
      return seconds;
    },
  );

  const paused = metrics.seconds('nodejs_gc_duration_seconds', 'How long collecting garbage takes');
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) paused.observe(duration / 1000);
  }).observe({ entryTypes: ['gc'] });
}
