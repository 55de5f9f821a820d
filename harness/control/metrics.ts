/** What is judged of a stack while it runs, as Prometheus reads it: which invariants are broken, and of how much that is known. */
import { Counter, Gauge, Registry } from 'prom-client';
import type { Judging } from './judging.ts';

export const CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/** All of it is looked up now, so nothing is kept between two scrapes. */
export function metricsOf(judging: Judging): Promise<string> {
  const registry = new Registry();
  const registers = [registry];
  const { changes, work } = judging.judged();
  const broken = new Gauge({
    ...{ name: 'groundhog_invariant_broken', help: '1 once an invariant was violated, 0 while it holds' },
    ...{ labelNames: ['invariant'], registers },
  });
  for (const { name, broken: by } of judging.states()) broken.set({ invariant: name }, by.length > 0 ? 1 : 0);
  new Gauge({
    ...{ name: 'groundhog_judging', help: '1 while invariants are judged, 0 when they no longer are' },
    registers,
  }).set(judging.failure === null ? 1 : 0);
  new Counter({
    ...{ name: 'groundhog_changes_judged_total', help: 'Changes of the stores that were judged' },
    registers,
  }).inc(changes);
  if (!work) return registry.metrics();
  const pieces = new Gauge({
    ...{ name: 'groundhog_work_judged', help: 'Pieces of work that the stores hold, by how each ended' },
    ...{ labelNames: ['of', 'end'], registers },
  });
  for (const [end, count] of work.ends) pieces.set({ of: work.of, end }, count);
  return registry.metrics();
}
