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
