/** The shards of a campaign as one: read row by row, kept as sums, so that ten million seeds fit. */
import {
  type CampaignHead,
  Distinct,
  keyOf,
  ResultsError,
  readResults,
  type SeedRow,
} from '../../harness/campaign/index.ts';
import { Causes } from './causes.ts';

/** Distinct histories are counted for each so many seeds; a chart then joins neighbours. */
export const BLOCK = 100;
/** And the speed for each slice of time. */
export const SLICE_MS = 10_000;

export interface ShardSum {
  head: CampaignHead;
  file: string;
  seeds: number;
  failed: number;
  wallMs: number;
}

export class Campaign {
  readonly shards: ShardSum[] = [];
  readonly causes = new Causes();
  readonly verdicts = new Map<string, number>();
  readonly characters = new Map<string, { seeds: number; failed: number }>();
  /** In how many seeds each kind of fault was injected, and how often in all. */
  readonly faults = new Map<string, { seeds: number; times: number }>();
  /** In how many seeds each state was reached. */
  readonly sometimes = new Map<string, { says: string; seeds: number }>();
  readonly histories = new Distinct();
  /** Of each block of seeds, how many histories no seed before it had; the last may be short. */
  readonly newHistories: number[] = [];
  readonly orders = { accepted: 0, confirmed: 0, rejected: 0 };
  /** Seeds and events that ended in each slice of time, over all shards, each from its own start. */
  readonly slices: { seeds: number; events: number }[] = [];
  seeds = 0;
  virtualMs = 0;
  wallMs = 0;
  events = 0;

  /** Throws `ResultsError` when the file is none of a campaign, damaged, or a shard that is here already. */
  add(file: string): void {
    let shard: ShardSum | undefined;
    const begin = (head: CampaignHead): ShardSum => {
      const twin = this.shards.find((other) => keyOf(other.head) === keyOf(head));
      if (twin) throw new ResultsError(`${file} and ${twin.file} are of the same shard`);
      const sum = { head, file, seeds: 0, failed: 0, wallMs: 0 };
      this.shards.push(sum);
      for (const { name, says } of head.sometimes)
        if (!this.sometimes.has(name)) this.sometimes.set(name, { says, seeds: 0 });
      for (const kind of head.faults)
        if (!this.faults.has(kind)) this.faults.set(kind, { seeds: 0, times: 0 });
      return sum;
    };
    const found = readResults(file, (row, head) => {
      shard ??= begin(head);
      this.#count(row, shard);
    });
    if (!found) throw new ResultsError(`${file} is empty`);
    if (!shard) begin(found.head);
  }

  get failed(): number {
    return this.seeds - (this.verdicts.get('passed') ?? 0);
  }

  /** Distinct histories for each 1,000 seeds. */
  get diversity(): number {
    return this.seeds === 0 ? 0 : (1000 * this.histories.size) / this.seeds;
  }

  get neverReached(): string[] {
    return [...this.sometimes].filter(([, { seeds }]) => seeds === 0).map(([name]) => name);
  }

  /** Shards that were planned and are not here, as `2/16`. */
  get missing(): string[] {
    const campaigns = new Map<string, { of: number; here: Set<number> }>();
    for (const { head } of this.shards) {
      const name = keyOf({ ...head, shard: { index: 0, of: head.shard.of } });
      const campaign = campaigns.get(name) ?? { of: head.shard.of, here: new Set() };
      campaign.here.add(head.shard.index);
      campaigns.set(name, campaign);
    }
    return [...campaigns.values()].flatMap(({ of, here }) =>
      Array.from({ length: of }, (_, i) => i + 1)
        .filter((i) => !here.has(i))
        .map((i) => `${i}/${of}`),
    );
  }

  #count(row: SeedRow, shard: ShardSum): void {
    const hasFailed = row.verdict !== 'passed';
    if (this.seeds++ % BLOCK === 0) this.newHistories.push(0);
    if (row.history !== '' && this.histories.add(row.history))
      this.newHistories[this.newHistories.length - 1]!++;
    shard.seeds++;
    shard.wallMs = Math.max(shard.wallMs, row.atMs);
    if (hasFailed) shard.failed++;
    this.virtualMs += row.virtualMs;
    this.wallMs += row.wallMs;
    this.events += row.events;
    this.orders.accepted += row.orders.accepted;
    this.orders.confirmed += row.orders.confirmed;
    this.orders.rejected += row.orders.rejected;
    this.verdicts.set(row.verdict, (this.verdicts.get(row.verdict) ?? 0) + 1);
    const character = row.character ?? 'no swarm';
    const ofCharacter = this.characters.get(character) ?? { seeds: 0, failed: 0 };
    ofCharacter.seeds++;
    if (hasFailed) ofCharacter.failed++;
    this.characters.set(character, ofCharacter);
    for (const [kind, times] of Object.entries(row.injected)) {
      const fault = this.faults.get(kind) ?? { seeds: 0, times: 0 };
      fault.seeds++;
      fault.times += times;
      this.faults.set(kind, fault);
    }
    for (const i of row.reached) {
      const state = this.sometimes.get(shard.head.sometimes[i]?.name ?? '');
      if (state) state.seeds++;
    }
    const slice = Math.floor(row.atMs / SLICE_MS);
    while (this.slices.length <= slice) this.slices.push({ seeds: 0, events: 0 });
    this.slices[slice]!.seeds++;
    this.slices[slice]!.events += row.events;
    if (hasFailed) this.causes.add(row, shard.head);
  }
}
