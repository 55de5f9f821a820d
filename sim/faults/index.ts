/**
 * What can go wrong: one file per fault, each with its parameters, how they are drawn, and how it is put in
 * force and taken away.
 *
 * To add one: a file that exports a `FaultKind` made by `fault`, a line in this list, and a test that shows
 * what it does to the code it hits. Network faults are rules (`../network/rules.ts`).
 */
import { bankDeclines, bankLosesReplies, bankSlow } from './bank.ts';
import { clock } from './clock.ts';
import { crash, dbCrash } from './crash.ts';
import type { FaultKind } from './fault.ts';
import { isolateMember, isolatePrimary } from './isolate.ts';
import { killCursors } from './kill-cursors.ts';
import { lag } from './lag.ts';
import { latency } from './latency.ts';
import { loss } from './loss.ts';
import { lostWriteReply } from './lost-write-reply.ts';
import { oneWayPartition, partition } from './partition.ts';
import { pause } from './pause.ts';
import { poisonEvent } from './poison-event.ts';
import { reset } from './reset.ts';
import { resetReply } from './reset-reply.ts';
import { slowDisk } from './slow-disk.ts';
import { stepDown } from './step-down.ts';
import { strayRequests } from './stray-requests.ts';
import { truncateOplog } from './truncate-oplog.ts';
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

export const allFaults: readonly FaultKind[] = [
  latency,
  loss,
  reset,
  resetReply,
  partition,
  oneWayPartition,
  crash,
  pause,
  clock,
  ...databaseFaults,
  bankDeclines,
  bankSlow,
  bankLosesReplies,
  poisonEvent,
  strayRequests,
];

export function faultKind(kind: string): FaultKind | undefined {
  return allFaults.find((f) => f.kind === kind);
}

export type { Amount, BankBehaviour, Databases, FaultKind, FaultTools, Targets } from './fault.ts';
