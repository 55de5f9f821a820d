/** Which hosts a topology has, and where they listen. */
import type { Targets } from '../faults/index.ts';
import type { Replicated, Topology } from '../plan/plan.ts';

export const SERVICE_PORT = 3000;
export const MONGO_PORT = 27017;
export const GATEWAY = 'gateway-1';

const many = (name: string, n: number): string[] => Array.from({ length: n }, (_, i) => `${name}-${i + 1}`);

const instancesOf = (service: Replicated, { instances }: Topology): string[] =>
  many(service, typeof instances === 'number' ? instances : instances[service]);

export interface ShopHosts extends Targets {
  orchestrators: string[];
  inventories: string[];
  payments: string[];
  projectors: string[];
}

export function hostsOf(topology: Topology): ShopHosts {
  const orchestrators = instancesOf('orchestrator', topology);
  const inventories = instancesOf('inventory', topology);
  const payments = instancesOf('payment', topology);
  const projectors = instancesOf('projector', topology);
  return {
    orchestrators,
    inventories,
    payments,
    projectors,
    services: [...orchestrators, ...inventories, ...payments, ...projectors, GATEWAY],
    databases: many('mongo', topology.members),
    clients: many('client', topology.clients),
  };
}

export const urlOf = (host: string): string => `http://${host}:${SERVICE_PORT}`;

export function mongoUri(hosts: ShopHosts): string {
  return `mongodb://${hosts.databases.map((host) => `${host}:${MONGO_PORT}`).join(',')}/?replicaSet=rs0`;
}
