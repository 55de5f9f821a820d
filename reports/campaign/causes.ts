/** Failures by what broke and why: one bug shows in many seeds, and the shortest of them tells it best. */
import { commandLine } from '../../harness/called.ts';
import type { CampaignHead, SeedRow } from '../../harness/campaign/index.ts';

export interface Cause {
  /** The invariant, or another verdict than `violated`. */
  what: string;
  /** The message without what differs from seed to seed. */
  why: string;
  seeds: number;
  /** The first few that failed so. */
  examples: number[];
  shortest: { row: SeedRow; faults: number; replay: string };
}

const MOST_EXAMPLES = 8;
const MOST_MESSAGE = 400;

export class Causes {
  readonly #byKey = new Map<string, Cause>();

  add(row: SeedRow, head: CampaignHead): void {
    const { failure } = row;
    const { what, why } = causeOf(failure?.invariant ?? row.verdict, failure?.message ?? row.verdict);
    const faults = Object.values(row.injected).reduce((sum, n) => sum + n, 0);
    const shortest = { row, faults, replay: replayOf(row.seed, head) };
    const key = `${what}\n${why}`;
    const known = this.#byKey.get(key);
    if (!known) {
      this.#byKey.set(key, { what, why, seeds: 1, examples: [row.seed], shortest });
      return;
    }
    known.seeds++;
    if (known.examples.length < MOST_EXAMPLES) known.examples.push(row.seed);
    if (isShorter(shortest, known.shortest)) known.shortest = shortest;
  }

  /** The most frequent first. */
  all(): Cause[] {
    return [...this.#byKey.values()].sort((a, b) => b.seeds - a.seeds || a.what.localeCompare(b.what));
  }
}

function isShorter(a: Cause['shortest'], b: Cause['shortest']): boolean {
  return a.faults !== b.faults ? a.faults < b.faults : a.row.events < b.row.events;
}

/** Failures are one when both are the same. `what` is the invariant, or another verdict than `violated`. */
export const causeOf = (what: string, message: string): Pick<Cause, 'what' | 'why'> => ({
  what,
  why: normalised(message),
});

/** The first line without numbers, ids and hashes, and what it lists once each: how many are stuck differs by chance. */
export function normalised(message: string): string {
  const text = message
    .split('\n')[0]!
    .slice(0, MOST_MESSAGE)
    .replaceAll(/\b(?=[0-9a-f]*\d)[0-9a-f]{12,}\b/gi, 'X')
    .replaceAll(/\d+(?:\.\d+)?/g, 'N');
  const [lead, ...rest] = text.split(': ');
  if (rest.length === 0) return text;
  const listed = new Set(rest.join(': ').split(', '));
  return `${lead}: ${[...listed].sort().join(', ')}`;
}

export const replayOf = (seed: number, { drawnBy }: CampaignHead): string =>
  [commandLine('sim'), '--seed', seed, ...drawnBy].join(' ');
