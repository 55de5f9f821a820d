/** What can go wrong around the shop, besides what can go wrong anywhere: its bank, a foreign writer, and deploys. */
import type { FaultKind } from '../../../groundhog/index.ts';
import { bankDeclines, bankLosesReplies, bankSlow } from './bank.ts';
import { poisonEvent } from './poison-event.ts';
import { seededAgain } from './seeded-again.ts';

export const shopFaults: readonly FaultKind[] = [
  bankDeclines,
  bankSlow,
  bankLosesReplies,
  poisonEvent,
  seededAgain,
];
