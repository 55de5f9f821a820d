/** What the simulator's own faults work with: they reach below the services. Read `harness/scenario/fault.ts` first. */
import {
  type FaultKind as AnyFaultKind,
  fault as anyFault,
  type ScenarioTools,
  type Targets,
} from '../../harness/scenario/fault.ts';
import type { Member } from '../mongod/member.ts';
import type { Rule } from '../network/rules.ts';
import type { Patience } from '../system/watchdog.ts';
import type { VirtualDisk } from '../world/disk.ts';
import type { Host } from '../world/host.ts';
import type { World } from '../world/world.ts';

/** The database, as far as faults reach into it. */
export interface Databases {
  /** The host of the primary; of two that believe to be it, the newer. */
  primary(): string | undefined;
  /** Does something to the member on that host as its own code: late while that is paused, never while it is down. */
  touch(host: string, what: (member: Member) => void): void;
  disk(host: string): VirtualDisk;
}

export interface FaultTools extends ScenarioTools {
  world: World;
  network: { impose(rule: Rule): () => void };
  targets: Targets;
  databases: Databases;
  host(name: string): Host;
  /** What starts on that host from now on is the other version of its service, where it has one. */
  deploy(host: string): void;
  /** A watchdog over all that say how their health is asked for. The function returned sends it away. */
  watch(patience: Patience, onKill: (name: string) => void): () => void;
  /** Kills what sets the database up where it is not done, wherever it is: it begins again. */
  killSetUp(): void;
}

export type FaultKind<Params extends object = object> = AnyFaultKind<Params, FaultTools>;

/** Lets a list of kinds hold kinds of different parameters; the plan keeps kind and parameters together. */
export const fault = <Params extends object>(kind: FaultKind<Params>): FaultKind =>
  anyFault<Params, FaultTools>(kind);
