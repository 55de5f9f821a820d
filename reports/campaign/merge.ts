/** The shards of a campaign as one: read row by row, kept as sums, so that ten million seeds fit. */
import {
  addCounts,
  type CampaignHead,
  campaignOf,
  Distinct,
  type Ending,
  partOf,
  ResultsError,
  readResults,
  type SeedRow,
  Triage,
} from '../../harness/campaign/index.ts';

/** Distinct histories are counted for each so many seeds; a chart then joins neighbours. */
export const BLOCK = 100;
/** And the speed for each slice of time. */
export const SLICE_MS = 10_000;

export interface ShardSum {
  head: CampaignHead;
  file: string;
  /** How many seeds it should run. */
  asked: number;
  seeds: number;
  failed: number;
  wallMs: number;
  /** Why it went no further; null when it does not say. */
  ended: Ending | null;
  /** Lines that cannot be read. */
  damaged: number;
}

export class Campaign {
  readonly shards: ShardSum[] = [];
  readonly triage = new Triage();
  readonly verdicts = new Map<string, number>();
  readonly characters = new Map<string, { seeds: number; failed: number }>();
  /** In how many seeds each kind of fault was injected, and how often in all. */
  readonly faults = new Map<string, { seeds: number; times: number }>();
  /** In how many seeds each state was reached. */
  readonly sometimes = new Map<string, { says: string; seeds: number }>();
  readonly histories = new Distinct();
  /** Of each block of seeds, how many histories no seed before it had; the last may be short. */
  readonly newHistories: number[] = [];
  /** What the runs came to together, in the scenario's words. */
  readonly counts: Record<string, number> = {};
  /** What they are of. */
  get countsOf(): string {
    return this.shards[0]?.head.countsOf ?? '';
  }

  /** Seeds and events that ended in each slice of time, over all shards, each from its own start. */
  readonly slices: { seeds: number; events: number }[] = [];
  seeds = 0;
  virtualMs = 0;
  wallMs = 0;
  events = 0;

  /** Throws `ResultsError` when the file is none of a campaign, of another one, or a shard that is here already. */
  add(file: string): void {
    let shard: ShardSum | undefined;
    let isDone: (seed: number) => boolean;
    let damaged = 0;
    const begin = (head: CampaignHead): ShardSum => {
      isDone = onceEach(head);
      return this.#begin(file, head);
    };
    const found = readResults(file, {
      row: (row, head) => {
        shard ??= begin(head);
        // Two writers of one file may both have run it.
        if (!isDone(row.seed)) this.#count(row, shard);
      },
      shrunk: (row, head) => this.triage.addShrunk(row, head, file),
      damage: () => damaged++,
    });
    if (!found) throw new ResultsError(`${file} is empty`);
    shard ??= begin(found.head);
    shard.damaged = damaged;
    shard.ended = found.end?.ended ?? null;
    shard.wallMs = Math.max(shard.wallMs, found.end?.atMs ?? 0);
  }

  #begin(file: string, head: CampaignHead): ShardSum {
    const [first] = this.shards;
    if (first && campaignOf(first.head) !== campaignOf(head))
      throw new ResultsError(
        `${first.file} and ${file} are of different campaigns: ${first.head.command} and ${head.command}`,
      );
    const twin = this.shards.find((other) => other.head.shard.index === head.shard.index);
    if (twin) throw new ResultsError(`${twin.file} and ${file} are of the same shard`);
    const asked = partOf(head.seed, head.runs, head.shard).count;
    const sum = { head, file, asked, seeds: 0, failed: 0, wallMs: 0, ended: null, damaged: 0 };
    this.shards.push(sum);
    for (const { name, says } of head.sometimes)
      if (!this.sometimes.has(name)) this.sometimes.set(name, { says, seeds: 0 });
    for (const kind of head.faults) if (!this.faults.has(kind)) this.faults.set(kind, { seeds: 0, times: 0 });
    return sum;
  }

  get failed(): number {
    return this.seeds - (this.verdicts.get('passed') ?? 0);
  }

  /** Seeds of all shards, those that are not here among them; null for as many as there is time for. */
  get asked(): number | null {
    const head = this.shards[0]?.head;
    return head === undefined || head.isOpen ? null : head.runs;
  }

  /** Of those that were asked for. */
  get notRun(): number {
    return (this.asked ?? this.seeds) - this.seeds;
  }

  /** The flags that all seeds were drawn by. */
  get flags(): readonly string[] {
    return this.shards[0]?.head.drawnBy ?? [];
  }

  /** The bug that was planted. */
  get bug(): string | undefined {
    const at = this.flags.indexOf('--bug');
    return at < 0 ? undefined : this.flags[at + 1];
  }

  get neverReached(): string[] {
    return [...this.sometimes].filter(([, { seeds }]) => seeds === 0).map(([name]) => name);
  }

  /** Shards that were planned and are not here, as `2/16`. */
  get missing(): string[] {
    const of = this.shards[0]?.head.shard.of ?? 0;
    const here = new Set(this.shards.map(({ head }) => head.shard.index));
    return Array.from({ length: of }, (_, i) => i + 1)
      .filter((i) => !here.has(i))
      .map((i) => `${i}/${of}`);
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
    addCounts(this.counts, row.counts);
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
    if (hasFailed) this.triage.add(row, shard.head);
  }
}

/** Tells of each seed whether it was asked about before: a bit each, so that ten million fit. */
function onceEach(head: CampaignHead): (seed: number) => boolean {
  const { count, indexOf } = partOf(head.seed, head.runs, head.shard);
  const bits = new Uint8Array(Math.ceil(count / 8));
  return (seed) => {
    const index = indexOf(seed);
    const bit = 1 << (index % 8);
    const wasSet = (bits[index >> 3]! & bit) !== 0;
    bits[index >> 3]! |= bit;
    return wasSet;
  };
}
