/** What a campaign has come to so far: sums only, so that ten million seeds cost no more than ten. */
import { Distinct, type SeedRow } from '../../harness/campaign/index.ts';
import { allSometimes } from '../../harness/sometimes/index.ts';
import type { Verdict } from '../run.ts';

const MOST_FAILED = 20;

export class Tally {
  seeds = 0;
  failed = 0;
  virtualMs = 0;
  events = 0;
  readonly orders = { accepted: 0, confirmed: 0, rejected: 0 };
  readonly verdicts = new Map<Verdict, number>();
  /** The first that failed. */
  readonly failedSeeds: number[] = [];
  /** In how many runs each state of `harness/sometimes` was reached, in its order. */
  readonly reached: number[] = allSometimes.map(() => 0);
  readonly histories = new Distinct();

  add(row: SeedRow): void {
    this.seeds++;
    this.virtualMs += row.virtualMs;
    this.events += row.events;
    this.orders.accepted += row.orders.accepted;
    this.orders.confirmed += row.orders.confirmed;
    this.orders.rejected += row.orders.rejected;
    const verdict = row.verdict as Verdict;
    this.verdicts.set(verdict, (this.verdicts.get(verdict) ?? 0) + 1);
    for (const i of row.reached) this.reached[i]!++;
    if (row.history !== '') this.histories.add(row.history);
    if (verdict === 'passed') return;
    this.failed++;
    if (this.failedSeeds.length < MOST_FAILED) this.failedSeeds.push(row.seed);
  }

  get reachedCount(): number {
    return this.reached.filter((n) => n > 0).length;
  }

  get neverReached(): string[] {
    return allSometimes.filter((_, i) => this.reached[i] === 0).map(({ name }) => name);
  }
}
