/** Listens in on the services: a request that came too late to matter shows in no store, and perhaps in no reply. */
import type { Signal } from '../../harness/sometimes/index.ts';
import type { Network } from '../network/network.ts';
import { SERVICE_PORT } from './hosts.ts';

const POST = 'P'.charCodeAt(0);

export function listenIn(network: Network, onSignal: (signal: Signal) => void): void {
  network.onReceive = ({ connection, host }, bytes) => {
    if (connection.port !== SERVICE_PORT || host !== connection.server.host || bytes[0] !== POST) return;
    const [, path, order] = bytes.toString('latin1').match(/^POST (\S+) [\s\S]*?"order_id":"([^"]*)"/) ?? [];
    if (path !== undefined) onSignal({ kind: 'request', path, order: order! });
  };
}
