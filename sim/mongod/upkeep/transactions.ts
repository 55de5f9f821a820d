/** Aborts what transactions are older than they may become: looked after at half of that time, but at least each minute. */
import type { Parameters } from '../parameters.ts';
import type { Transaction } from '../session/transaction.ts';
import { Rounds } from './rounds.ts';

const MIN_PERIOD_MS = 1000;
const MAX_PERIOD_MS = 60_000;

export class TransactionMonitor {
  readonly rounds: Rounds;
  private readonly open = new Map<Transaction, { expiresMs: number }>();
  private readonly parameters: Parameters;

  constructor(parameters: Parameters) {
    this.parameters = parameters;
    this.rounds = new Rounds(
      () => Math.min(MAX_PERIOD_MS, Math.max(MIN_PERIOD_MS, this.lifetimeMs / 2)),
      () => this.open.size > 0,
      () => this.abortExpired(),
    );
  }

  /** How old one that begins now may become is settled as it begins. */
  watch(txn: Transaction): void {
    this.open.set(txn, { expiresMs: performance.now() + this.lifetimeMs });
    if (this.open.size === 1) this.rounds.arrange();
    void txn.ended.then(() => {
      this.open.delete(txn);
      if (this.open.size === 0) this.rounds.arrange();
    });
  }

  private get lifetimeMs(): number {
    return this.parameters.number('transactionLifetimeLimitSeconds') * 1000;
  }

  private abortExpired(): void {
    const nowMs = performance.now();
    for (const [txn, { expiresMs }] of this.open) if (expiresMs <= nowMs) txn.abort();
  }
}
