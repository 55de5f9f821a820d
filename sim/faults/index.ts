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
import { latency } from './latency.ts';
import { loss } from './loss.ts';
import { oneWayPartition, partition } from './partition.ts';
import { pause } from './pause.ts';
import { reset } from './reset.ts';
import { resetReply } from './reset-reply.ts';

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
  dbCrash,
  bankDeclines,
  bankSlow,
  bankLosesReplies,
];

export function faultKind(kind: string): FaultKind | undefined {
  return allFaults.find((f) => f.kind === kind);
}

export type { BankBehaviour, FaultKind, FaultTools, Targets } from './fault.ts';
