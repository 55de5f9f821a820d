/**
 * What can go wrong: one file per fault, each with its parameters, how they are drawn, and how it is put in
 * force and taken away.
 *
 * To add one: a file that exports a `FaultKind` made by `fault`, a line in this list, and a test that shows
 * what it does to the code it hits. Network faults are rules (`../network/rules.ts`).
 */
import type { Scenario } from '../../harness/scenario/scenario.ts';
import { clock } from './clock.ts';
import { crash, dbCrash } from './crash.ts';
import type { FaultKind } from './fault.ts';
import { gracefulRestart } from './graceful-restart.ts';
import { isolateMember, isolatePrimary } from './isolate.ts';
import { killCursors } from './kill-cursors.ts';
import { lag } from './lag.ts';
import { latency } from './latency.ts';
import { loss } from './loss.ts';
import { lostWriteReply } from './lost-write-reply.ts';
import { oneWayPartition, partition } from './partition.ts';
import { pause } from './pause.ts';
import { powerCut } from './power-cut.ts';
import { reset } from './reset.ts';
import { resetReply } from './reset-reply.ts';
import { rollingDeploy } from './rolling-deploy.ts';
import { slowDisk } from './slow-disk.ts';
import { stepDown } from './step-down.ts';
import { strayRequests } from './stray-requests.ts';
import { truncateOplog } from './truncate-oplog.ts';
import { watchdog } from './watchdog.ts';
import { writeConflict } from './write-conflict.ts';

/** What befalls the database itself. */
export const databaseFaults: readonly FaultKind[] = [
  dbCrash,
  stepDown,
  isolateMember,
  isolatePrimary,
  lag,
  slowDisk,
  truncateOplog,
  lostWriteReply,
  killCursors,
  writeConflict,
];

/** What can go wrong in any scenario; a watchdog only where one can ask. */
export const generalFaults: readonly FaultKind[] = [
  latency,
  loss,
  reset,
  resetReply,
  partition,
  oneWayPartition,
  crash,
  gracefulRestart,
  rollingDeploy,
  powerCut,
  pause,
  clock,
  ...databaseFaults,
  strayRequests,
  watchdog,
];

/** What may strike while all starts, before there is anything to be asked. */
export const startFaults: readonly FaultKind[] = [
  crash,
  dbCrash,
  powerCut,
  gracefulRestart,
  pause,
  latency,
  partition,
  lag,
  slowDisk,
];

/** Every kind that may strike in a scenario: those, and its own. */
export function faultsOf({ faults = [], services }: Pick<Scenario, 'faults' | 'services'>): FaultKind[] {
  const isWatched = Object.values(services).some(({ health }) => health !== undefined);
  return [...generalFaults.filter((kind) => isWatched || kind !== watchdog), ...faults];
}

/** Throws when there is no such kind. */
export function faultKind(kinds: readonly FaultKind[], kind: string): FaultKind {
  const found = kinds.find((f) => f.kind === kind);
  if (!found) throw new Error(`there is no fault '${kind}'`);
  return found;
}

export type { Amount, Targets } from '../../harness/scenario/fault.ts';
export type { Databases, FaultKind, FaultTools } from './fault.ts';
