/** The bank is an outside party: it declines, takes its time, and loses replies after it has acted. */
import fc from 'fast-check';
import { type Amount, type BankBehaviour, type FaultKind, fault } from './fault.ts';

/** The behaviour that the bank reads, and who has made it worse: of several faults at once the worst counts. */
export class Bank {
  readonly behaviour: BankBehaviour;
  readonly #usual: Readonly<BankBehaviour>;
  readonly #imposed = new Set<{ field: keyof BankBehaviour; value: number }>();

  constructor(usual: BankBehaviour) {
    this.#usual = { ...usual };
    this.behaviour = { ...usual };
  }

  impose(field: keyof BankBehaviour, value: number): () => void {
    const entry = { field, value };
    this.#imposed.add(entry);
    this.#update(field);
    return () => {
      this.#imposed.delete(entry);
      this.#update(field);
    };
  }

  #update(field: keyof BankBehaviour): void {
    const values = [...this.#imposed].filter((i) => i.field === field).map((i) => i.value);
    this.behaviour[field] = Math.max(this.#usual[field], ...values);
  }
}

function bankFault(
  kind: string,
  says: string,
  field: keyof BankBehaviour,
  values: (amount: Amount) => fc.Arbitrary<number>,
  describe: (value: number) => string,
): FaultKind {
  return fault<{ value: number }>({
    kind,
    says,
    durationMs: [500, 8000],
    draw: (_targets, amount) => fc.record({ value: values(amount) }),
    describe: (p) => describe(p.value),
    inject: (p, { bank }) => bank.impose(field, p.value),
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
