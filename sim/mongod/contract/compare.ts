/** One server against what a case expects, and two servers against each other. */
import { randomUUID } from 'node:crypto';
import { differences } from '../recordings/replay.ts';
import { Mismatch, match } from '../spec/match.ts';
import { comparable, play } from './play.ts';
import type { Case, Step } from './step.ts';

export interface Difference {
  /** The step, from 0, that was answered otherwise. */
  step: number;
  what: string;
}

/** A database of its own for each sequence. */
const database = (): string => `contract_${randomUUID()}`;

/** Where the server at the URI does not answer as the case expects. */
export async function check(uri: string, { steps }: Case): Promise<Difference[]> {
  const replies = await play(uri, database(), steps);
  const found: Difference[] = [];
  for (const [i, step] of steps.entries()) {
    if (!('expect' in step) || step.expect === undefined) continue;
    try {
      match(step.expect, replies[i], NO_ENTITIES);
    } catch (error) {
      if (!(error instanceof Mismatch)) throw error;
      found.push({ step: i, what: error.message });
    }
  }
  return found;
}

/** Where the two servers do not answer alike, up to the first step that shows it; what follows only follows. */
export async function compare(left: string, right: string, steps: readonly Step[]): Promise<Difference[]> {
  const db = database();
  const one = await play(left, db, steps);
  const other = await play(right, db, steps);
  for (const step of steps.keys()) {
    const found = differences(comparable(other[step], db), comparable(one[step], db), '');
    if (found.length > 0) return found.map((what) => ({ step, what }));
  }
  return [];
}

const NO_ENTITIES = {
  entity(id: string): never {
    throw new Error(`a case has no entity ${id}`);
  },
  sessionId: () => undefined,
};
