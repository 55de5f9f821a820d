import fc from 'fast-check';
import { aHost } from './choose.ts';
import { type FaultTools, fault } from './fault.ts';

interface Crash {
  host: string;
  /** True: the process dies and its kernel says so. False: the machine is gone, without a word. */
  peersSeeReset: boolean;
}

const describe = (p: Crash): string => `${p.host}, peers see ${p.peersSeeReset ? 'a reset' : 'silence'}`;

const drawFrom = (names: readonly string[]): fc.Arbitrary<Crash> =>
  fc.record({ host: aHost(names), peersSeeReset: fc.boolean() });

/** The supervisor brings the process back in its own time, so there is nothing to end. */
function inject(p: Crash, { host }: FaultTools): () => void {
  host(p.host).crash(p.peersSeeReset);
  return () => {};
}

export const crash = fault<Crash>({
  kind: 'crash',
  says: 'a service dies and is restarted by its supervisor',
  durationMs: [0, 0],
  draw: (targets) => drawFrom(targets.services),
  describe,
  inject,
});

export const dbCrash = fault<Crash>({
  kind: 'db-crash',
  says: 'a database member dies with what it had not journaled, and is restarted',
  durationMs: [0, 0],
  draw: (targets) => drawFrom(targets.databases),
  describe,
  inject,
});
