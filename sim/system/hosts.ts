/** Which hosts a topology has, and where they listen. */
import type { Targets } from '../../harness/scenario/fault.ts';
import { DOMAIN, type Names } from '../network/names.ts';
import type { Topology } from '../plan/plan.ts';

export const MONGO_PORT = 27017;

const many = (name: string, n: number): string[] => Array.from({ length: n }, (_, i) => `${name}-${i + 1}`);

export interface SystemHosts extends Targets {
  /** By service, in the order of the scenario. */
  byService: ReadonlyMap<string, readonly string[]>;
}

export function hostsOf(topology: Topology): SystemHosts {
  const byService = new Map(
    Object.entries(topology.instances).map(([service, n]) => [service, many(service, n)]),
  );
  return {
    byService,
    services: [...byService.values()].flat(),
    databases: many('mongo', topology.members),
    clients: many('client', topology.clients),
  };
}

export function mongoUri({ databases }: Targets): string {
  return `mongodb://${databases.map((host) => `${host}:${MONGO_PORT}`).join(',')}/?replicaSet=rs0`;
}

/** The records behind `mongodb+srv://mongo.world.internal/`. */
export function nameReplicaSet({ srv, txt }: Names, { databases }: Pick<Targets, 'databases'>): void {
  srv.set(
    `_mongodb._tcp.mongo.${DOMAIN}`,
    databases.map((host) => ({ name: `${host}.${DOMAIN}`, port: MONGO_PORT, priority: 0, weight: 0 })),
  );
  txt.set(`mongo.${DOMAIN}`, [['replicaSet=rs0']]);
}
