/**
 * The failures of a campaign by what they are. Of a failure that was shrunk the fingerprint says that; any other is taken
 * for the one that was shrunk of its kind, or, where there is none or several, stands under its kind alone.
 */
import { type FailureKind, kindOf } from './kind.ts';
import type { CampaignHead, SeedRow, ShrunkRow } from './result.ts';

/** A failure that was shrunk, and the file of results that says so: its paths are from there. */
export interface Shrunk {
  row: ShrunkRow;
  head: CampaignHead;
  file: string;
}

export interface Group {
  /** Null: what it is was not looked into. */
  fingerprint: string | null;
  what: string;
  about: string;
  verdict: string;
  /** What they say, without what differs from seed to seed. */
  whys: string[];
  seeds: number;
  /** How many of them were not shrunk themselves. */
  notShrunk: number;
  /** The first few. */
  examples: number[];
  /** The least that is left of it. */
  least: Shrunk | null;
  /** Of those as they were found, the one with the fewest faults. */
  shortest: Found;
}

export interface Found {
  row: SeedRow;
  head: CampaignHead;
  faults: number;
}

interface Sum extends FailureKind {
  verdict: string;
  seeds: number;
  examples: number[];
  shortest: Found;
}

type Kind = Pick<FailureKind, 'what' | 'about'>;

const MOST_EXAMPLES = 8;

export class Triage {
  /** By what the failures say: a campaign that fails ten million times costs no more than one that fails ten times. */
  readonly #sums = new Map<string, Sum>();
  readonly shrunk: Shrunk[] = [];

  add(row: SeedRow, head: CampaignHead): void {
    const kind = kindOf(row);
    const { verdict, seed } = row;
    const faults = Object.values(row.injected).reduce((sum, n) => sum + n, 0);
    const found = { row, head, faults };
    const known = this.#sums.get(keyOf(kind));
    if (!known) {
      this.#sums.set(keyOf(kind), { ...kind, verdict, seeds: 1, examples: [seed], shortest: found });
      return;
    }
    known.seeds++;
    if (known.examples.length < MOST_EXAMPLES) known.examples.push(seed);
    if (isShorter(found, known.shortest)) known.shortest = found;
  }

  /** The seed's own row was added before. */
  addShrunk(row: ShrunkRow, head: CampaignHead, file: string): void {
    // Two writers of one file may both have run it.
    if (!this.shrunk.some((other) => other.row.shrunk === row.shrunk)) this.shrunk.push({ row, head, file });
  }

  /** The most frequent first. */
  groups(): Group[] {
    const groups = new Map<string, Group>();
    for (const sum of this.#sums.values()) {
      const ofKind = this.shrunk.filter(({ row }) => isOfKind(kindOf(row), sum));
      const alike = ofKind.filter(({ row }) => kindOf(row).why === sum.why);
      for (const shrunk of alike) {
        const group = groupOf(groups, sum, shrunk.row.fingerprint);
        group.seeds++;
        group.examples.push(shrunk.row.shrunk);
        if (group.least === null || sizeOf(shrunk) < sizeOf(group.least)) group.least = shrunk;
      }
      const notShrunk = sum.seeds - alike.length;
      if (notShrunk === 0) continue;
      const group = groupOf(groups, sum, onlyOf(alike) ?? onlyOf(ofKind) ?? null);
      group.seeds += notShrunk;
      group.notShrunk += notShrunk;
      const known = new Set(alike.map(({ row }) => row.shrunk));
      group.examples.push(...sum.examples.filter((seed) => !known.has(seed)));
    }
    return [...groups.values()]
      .map((group) => ({ ...group, examples: group.examples.slice(0, MOST_EXAMPLES) }))
      .sort((a, b) => b.seeds - a.seeds || nameOf(a).localeCompare(nameOf(b)));
  }
}

/** Whether one of a kind may be among those of its kind that were not shrunk. */
export const mayHide = (groups: readonly Group[], kind: Kind): boolean =>
  groups.some((group) => isOfKind(group, kind) && group.notShrunk > 0);

/** What tells a group from all others, in this campaign and any other. */
export const nameOf = ({ fingerprint, what, about }: Pick<Group, 'fingerprint' | 'what' | 'about'>): string =>
  fingerprint ?? JSON.stringify([what, about]);

/** The group of some that failed so, made if need be. */
function groupOf(groups: Map<string, Group>, sum: Sum, fingerprint: string | null): Group {
  const { what, about, why, verdict, shortest } = sum;
  const name = nameOf({ what, about, fingerprint });
  const none: Pick<Group, 'whys' | 'seeds' | 'notShrunk' | 'examples' | 'least'> = {
    whys: [],
    seeds: 0,
    notShrunk: 0,
    examples: [],
    least: null,
  };
  const group = groups.get(name) ?? { ...{ fingerprint, what, about, verdict, shortest }, ...none };
  groups.set(name, group);
  if (!group.whys.includes(why)) group.whys.push(why);
  if (isShorter(shortest, group.shortest)) group.shortest = shortest;
  return group;
}

function isShorter(a: Found, b: Found): boolean {
  return a.faults !== b.faults ? a.faults < b.faults : a.row.events < b.row.events;
}

/** The fingerprint that all of them have, if they have one in common. */
function onlyOf(shrunk: readonly Shrunk[]): string | undefined {
  const [only, ...others] = new Set(shrunk.map(({ row }) => row.fingerprint));
  return others.length === 0 ? (only ?? undefined) : undefined;
}

/** Whether both are of the same invariant and kind of subject. */
export const isOfKind = (a: Kind, b: Kind): boolean => a.what === b.what && a.about === b.about;

const sizeOf = ({ row: { shrinkage } }: Shrunk): number => shrinkage.faults[1] + shrinkage.requests[1];

const keyOf = ({ what, about, why }: FailureKind): string => JSON.stringify([what, about, why]);
