/** What a campaign has come to so far: sums only, so that ten million seeds cost no more than ten. */
import {
  addCounts,
  type CampaignHead,
  Distinct,
  type SeedRow,
  Triage,
} from '../../harness/campaign/index.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import type { Sometimes } from '../../harness/sometimes/index.ts';
import type { Verdict } from '../result.ts';

const MOST_FAILED = 20;

export class Tally {
  seeds = 0;
  failed = 0;
  virtualMs = 0;
  events = 0;
  /** What the runs came to together, in the scenario's words. */
  readonly counts: Record<string, number> = {};
  readonly verdicts = new Map<Verdict, number>();
  /** The first that failed. */
  readonly failedSeeds: number[] = [];
  readonly sometimes: readonly Sometimes[];
  /** In how many runs each of the scenario's states was reached, in its order. */
  readonly reached: number[];
  readonly histories = new Distinct();
  /** What failed. */
  readonly triage = new Triage();
  readonly head: CampaignHead;

  constructor({ sometimes = [] }: Pick<Scenario, 'sometimes'>, head: CampaignHead) {
    this.head = head;
    this.sometimes = sometimes;
    this.reached = sometimes.map(() => 0);
  }

  add(row: SeedRow): void {
    this.seeds++;
    this.virtualMs += row.virtualMs;
    this.events += row.events;
    addCounts(this.counts, row.counts);
    const verdict = row.verdict as Verdict;
    this.verdicts.set(verdict, (this.verdicts.get(verdict) ?? 0) + 1);
    for (const i of row.reached) this.reached[i]!++;
    if (row.history !== '') this.histories.add(row.history);
    if (verdict === 'passed') return;
    this.failed++;
    this.triage.add(row, this.head);
    if (this.failedSeeds.length < MOST_FAILED) this.failedSeeds.push(row.seed);
  }

  get reachedCount(): number {
    return this.reached.filter((n) => n > 0).length;
  }

  get neverReached(): string[] {
    return this.sometimes.filter((_, i) => this.reached[i] === 0).map(({ name }) => name);
  }
}
