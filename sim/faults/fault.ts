/**
 * A fault: something that goes wrong at a time, on a target, for a while. Its parameters are data in the plan;
 * `inject` begins it and gives back what ends it.
 */
import type fc from 'fast-check';
import type { Member } from '../mongod/member.ts';
import type { Network } from '../network/network.ts';
import type { VirtualDisk } from '../world/disk.ts';
import type { Host } from '../world/host.ts';
import type { World } from '../world/world.ts';
import type { Bank } from './bank.ts';

/** The hosts a fault may choose from, by what they do. */
export interface Targets {
  services: readonly string[];
  databases: readonly string[];
  clients: readonly string[];
}

/** How an outside party behaves, as far as a fault can tell it to: the shop's gateway reads this at each request. */
export interface BankBehaviour {
  /** Milliseconds before it answers. */
  latencyMs: number;
  /** Shares between 0 and 1. */
  declineRate: number;
  lostReplyRate: number;
}

/** The database, as far as faults reach into it. */
export interface Databases {
  /** The host of the primary; of two that believe to be it, the newer. */
  primary(): string | undefined;
  /** Does something to the member on that host as its own code: late while that is paused, never while it is down. */
  touch(host: string, what: (member: Member) => void): void;
  disk(host: string): VirtualDisk;
}

/** Draws a whole number from a range whose upper end is the worst: all of it, or as strong as this seed wants it. */
export type Amount = (min: number, max: number) => fc.Arbitrary<number>;

/** What a fault works with. */
export interface FaultTools {
  world: World;
  network: Network;
  targets: Targets;
  bank: Bank;
  databases: Databases;
  host(name: string): Host;
  /** Says whom or what a fault has chosen in the run, where its parameters do not. */
  strikes(whom: string): void;
}

export interface FaultKind<Params extends object = object> {
  /** Its name in plans and in `--faults`. */
  kind: string;
  /** One sentence: what goes wrong. */
  says: string;
  /** How long it may last, in milliseconds; [0, 0] for one that is over at once. */
  durationMs: readonly [min: number, max: number];
  draw(targets: Targets, amount: Amount): fc.Arbitrary<Params>;
  /** The parameters in a few words, for the printed plan. */
  describe(params: Params): string;
  /** Begins it. The function returned ends it; it is called once, at the end of its duration or at heal. */
  inject(params: Params, tools: FaultTools): () => void;
}

/** Lets a list of kinds hold kinds of different parameters; the plan keeps kind and parameters together. */
export function fault<Params extends object>(kind: FaultKind<Params>): FaultKind {
  return kind as unknown as FaultKind;
}
