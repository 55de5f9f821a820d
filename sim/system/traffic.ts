/** What went over the virtual network in a run. */
import type { Network } from '../network/network.ts';
import { MONGO_PORT } from './hosts.ts';
import type { System } from './system.ts';

/** Messages of callers, and bytes both ways. */
export interface RunTraffic {
  mongoMessages: number;
  mongoBytes: number;
  httpMessages: number;
  httpBytes: number;
}

/** What members of the database say to each other is not the system's. */
export function trafficOf(network: Network, { hosts, ports }: System): RunTraffic {
  const total = (ports: Iterable<number>) => {
    let requests = 0;
    let bytes = 0;
    for (const port of ports) {
      for (const [caller, count] of network.traffic.get(port)?.callers ?? []) {
        if (hosts.databases.includes(caller.name)) continue;
        requests += count.requests;
        bytes += count.bytes;
      }
    }
    return { requests, bytes };
  };
  const mongo = total([MONGO_PORT]);
  const http = total(ports);
  return {
    mongoMessages: mongo.requests,
    mongoBytes: mongo.bytes,
    httpMessages: http.requests,
    httpBytes: http.bytes,
  };
}
