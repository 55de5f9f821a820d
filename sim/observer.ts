/** Who looks on at a run, to tell of it later: is told of all, and changes nothing. */
import type { Answer, Change, FaultMoment, Violation } from '../harness/invariants/index.ts';
import type { MemberLine, WriteId } from './mongod/index.ts';
import type { Network } from './network/network.ts';
import type { SystemHosts } from './system/hosts.ts';
import type { World } from './world/world.ts';

/** What there is to look at. */
export interface Scene {
  world: World;
  network: Network;
  hosts: SystemHosts;
  /** Grows as they are found. */
  violations: readonly Violation[];
  /** What an invariant holds of a subject; undefined: it does not tell. */
  stateOf(invariant: string, subject: string): unknown;
}

export interface Observer {
  /** All is made, and nothing has happened yet. */
  onScene(scene: Scene): void;
  /** After the invariants have seen it. `write`: that of the client's session, if the write was one that can be tried again. */
  onChange(change: Change, write: WriteId | undefined): void;
  /** After the invariants have seen it. */
  onAnswer(answer: Answer): void;
  onFault(moment: FaultMoment): void;
  /** What a member of the database logs. */
  onMember(member: string, line: MemberLine): void;
}
