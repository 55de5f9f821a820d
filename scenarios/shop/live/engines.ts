/** What sees the shop's orders to their end: its orchestrators, or workers of a Temporal cluster beside them. */
import type { EngineGiven, EngineSpec, Service } from '../../../groundhog/index.ts';

const PORT = 3000;
/** The dev server has its web UI so many ports above its own. */
const UI_ABOVE = 1000;

type Env = Record<string, string>;

/** It does what it is told besides what it is told anyway. */
const toldMore = (service: Service, more: (instance: Parameters<Service['env']>[0]) => Env): Service => ({
  ...service,
  env: (instance) => ({ ...service.env(instance), ...more(instance) }),
});

function withTemporal({ services, address, folder, run, watched }: EngineGiven): Record<string, Service> {
  const { orchestrator, ...others } = services as Record<'orchestrator', Service>;
  const cluster = ({ urls }: { urls(service: string): string[] }): Env => {
    const started = address === null ? new URL(urls('temporal')[0]!) : null;
    return {
      TEMPORAL_ADDRESS: address ?? started!.host,
      // A cluster may serve several shops.
      TASK_QUEUE: `orders-${run}`,
      ...(started &&
        watched && { TEMPORAL_UI: `http://${started.hostname}:${Number(started.port) + UI_ABOVE}` }),
    };
  };
  const server: Service = {
    says: 'a Temporal cluster of one, on a database file',
    entry: 'services/orchestrator/temporal/dev-server.ts',
    port: PORT,
    instances: 1,
    env: ({ port }) => ({ PORT: String(port), DB_FILE: `${folder}/temporal.db`, UI: String(watched) }),
  };
  const worker: Service = {
    ...toldMore(orchestrator, cluster),
    says: 'runs the sagas that the cluster has',
    entry: 'services/orchestrator/temporal/main.ts',
  };
  return {
    orchestrator: toldMore(orchestrator, (instance) => ({ ...cluster(instance), ENGINE: 'temporal' })),
    ...others,
    worker,
    ...(address === null && { temporal: server }),
  };
}

export const shopEngines: Record<string, EngineSpec> = {
  saga: { says: 'orchestrators drive their orders themselves' },
  temporal: {
    says: 'each order is a workflow on a Temporal cluster',
    address: { flag: 'temporal', says: 'where the cluster is, as host:port (default: one is started)' },
    services: withTemporal,
  },
};
