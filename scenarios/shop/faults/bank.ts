/** The bank is an outside party: it declines, takes its time, and loses replies after it has acted. */
import { type Amount, type FaultKind, fault, fc } from '../../../groundhog/index.ts';

function bankFault(
  kind: string,
  says: string,
  setting: string,
  values: (amount: Amount) => fc.Arbitrary<number>,
  describe: (value: number) => string,
): FaultKind {
  return fault<{ value: number }>({
    kind,
    says,
    durationMs: [500, 8000],
    draw: (_targets, amount) => fc.record({ value: values(amount) }),
    describe: (p) => describe(p.value),
    inject: (p, tools) => tools.impose('gateway', setting, p.value),
  });
}

const aShare = (amount: Amount) => amount(5, 90).map((n) => n / 100);
const percent = (share: number): string => `${Math.round(share * 100)}%`;

export const bankDeclines = bankFault(
  'bank-declines',
  'the bank declines a share of charges',
  'declineRate',
  aShare,
  (value) => `${percent(value)} of charges`,
);

export const bankSlow = bankFault(
  'bank-slow',
  'the bank takes long to answer',
  'latencyMs',
  (amount) => amount(50, 5000),
  (value) => `${value} ms`,
);

export const bankLosesReplies = bankFault(
  'bank-loses-replies',
  'the bank acts and its reply is lost',
  'lostReplyRate',
  aShare,
  (value) => `${percent(value)} of replies`,
);
