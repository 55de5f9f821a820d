import { DOMAIN } from '../network/names.js';
export const MONGO_PORT = 27017;
const many = (name, n) => Array.from({ length: n }, (_, i) => `${name}-${i + 1}`);
export function hostsOf(topology) {
    const byService = new Map(Object.entries(topology.instances).map(([service, n]) => [service, many(service, n)]));
    return {
        byService,
        services: [...byService.values()].flat(),
        databases: many('mongo', topology.members),
        clients: many('client', topology.clients),
    };
}
export function mongoUri({ databases }) {
    return `mongodb://${databases.map((host) => `${host}:${MONGO_PORT}`).join(',')}/?replicaSet=rs0`;
}
/** The records behind `mongodb+srv://mongo.world.internal/`. */
export function nameReplicaSet({ srv, txt }, { databases }) {
    srv.set(`_mongodb._tcp.mongo.${DOMAIN}`, databases.map((host) => ({ name: `${host}.${DOMAIN}`, port: MONGO_PORT, priority: 0, weight: 0 })));
    txt.set(`mongo.${DOMAIN}`, [['replicaSet=rs0']]);
}
