/** Listens in on the services: what one refuses another shows in no store, and they need not say it for our sake. */
import type { Signal } from '../../harness/sometimes/index.ts';
import type { Network } from '../network/network.ts';
import { SERVICE_PORT } from './hosts.ts';

/** Where the status begins in `HTTP/1.1 409 Conflict`. */
const STATUS_AT = 9;
const CLIENT_ERROR = '4'.charCodeAt(0);

export function listenIn(network: Network, onSignal: (signal: Signal) => void): void {
  network.onSend = ({ connection, host }, bytes) => {
    if (connection.port !== SERVICE_PORT || host !== connection.server.host) return;
    if (bytes[STATUS_AT] !== CLIENT_ERROR) return;
    const text = bytes.toString('latin1');
    const [, status, error] = text.match(/^HTTP\/1\.1 (4\d\d) [\s\S]*?"error":"([^"]*)"/) ?? [];
    if (status === undefined) return;
    onSignal({
      kind: 'refused',
      service: host.name.replace(/-\d+$/, ''),
      status: Number(status),
      error: error!,
    });
  };
}
