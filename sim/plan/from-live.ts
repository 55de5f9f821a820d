/**
 * An excerpt of a run under load as a plan: what was sent, and what chaos did, as faults. How fast the network was, in
 * which order things ran and what else befell the machine nobody knows: the plan need not fail as the run did, and its
 * neighbours (`neighbour.ts`) are where it is looked for.
 */
import type { LiveExcerpt } from '../../harness/excerpt/format.ts';
import type { ServerVersion } from '../../harness/mongo/server-version.ts';
import type { ChaosEvent } from '../../harness/stack/chaos.ts';
import type { Plan, PlannedFault } from './plan.ts';

/** Loopback, on a machine with much to do. */
const NETWORK = { latencyUs: 300, jitterUs: 1000 };
/** A set-up for a whole run may be long. */
const WARM_UP_MS = 5000;

export function planOfExcerpt(
  excerpt: LiveExcerpt,
  serverVersion: ServerVersion,
): Plan & Pick<LiveExcerpt, 'bug' | 'found'> {
  const { scenario, seed, bug, found, topology, durationMs, data, requests, chaos } = excerpt;
  const clients = Math.max(1, ...requests.map(({ client }) => client + 1));
  return {
    ...{ version: 2, scenario, seed, topology: { clients, ...topology } },
    ...{ serverVersion, network: NETWORK },
    ...{ warmUpMs: WARM_UP_MS, chaosMs: durationMs, data, requests, faults: chaos.map(faultOf) },
    ...(bug !== undefined && { bug }),
    found,
  };
}

/** Who is killed is started again by its supervisor, in that one's own time. */
const faultOf = ({ kind, instance: host, atMs, durationMs }: ChaosEvent): PlannedFault =>
  kind === 'kill'
    ? { kind: 'crash', atMs, durationMs: 0, params: { host, peersSeeReset: true } }
    : { kind: 'pause', atMs, durationMs, params: { host } };
