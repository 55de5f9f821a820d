/** Listens in on the services: a request that came too late to matter shows in no store, and perhaps in no reply. */
import type { Signal } from '../../harness/sometimes/index.ts';
import type { Network } from '../network/network.ts';
import type { Host } from '../world/host.ts';
/** `serviceOf` tells which service a host runs on this port; undefined: none that is listened to. */
export declare function listenIn(network: Network, serviceOf: (host: Host, port: number) => string | undefined, onSignal: (signal: Signal) => void): void;
