/** Which hosts a topology has, and where they listen. */
import type { Targets } from '../../harness/scenario/fault.ts';
import { type Names } from '../network/names.ts';
import type { Topology } from '../plan/plan.ts';
export declare const MONGO_PORT = 27017;
export interface SystemHosts extends Targets {
    /** By service, in the order of the scenario. */
    byService: ReadonlyMap<string, readonly string[]>;
}
export declare function hostsOf(topology: Topology): SystemHosts;
export declare function mongoUri({ databases }: Targets): string;
/** The records behind `mongodb+srv://mongo.world.internal/`. */
export declare function nameReplicaSet({ srv, txt }: Names, { databases }: Pick<Targets, 'databases'>): void;
