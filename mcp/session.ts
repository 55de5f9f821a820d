/** What one server knows: its scenario, and what it was asked to explain. Code is read anew for each call that runs it. */
import { realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Explanation } from '../harness/explanation/index.ts';
import type { ScenarioFile } from '../harness/scenario/load.ts';
import { SEED_TIMEOUT_MS } from '../sim/command/options.ts';
import { Pool } from '../sim/command/pool.ts';
import { bugToPlant } from '../sim/command/replay.ts';
import { loadPlan, type SavedPlan } from '../sim/plan/file.ts';
import { type Call, ToolError } from './tool.ts';

/** Explanations hold all that was said in a run: the oldest goes when there are more. */
const MOST_EXPLANATIONS = 4;

/** Threads that may be kept busy by one call. */
export const LANES = os.availableParallelism();

export interface PlanToRun {
  plan: SavedPlan;
  /** As it was named. */
  file: string;
  /** The bug to plant. */
  bug: string | undefined;
}

export class Session {
  readonly of: ScenarioFile;
  readonly #explanations = new Map<string, Explanation>();
  #explained = 0;

  constructor(of: ScenarioFile) {
    this.of = of;
  }

  /** A plan of the project, with the bug that it was saved with, or the one asked for. */
  planToRun({ plan: file, bug }: { plan: string; bug?: string }): PlanToRun {
    const plan = loadPlan(inside('.', file), this.of.scenario);
    return { plan, file, bug: bugToPlant(bug, plan) };
  }

  /** Threads for one call; they end with it, and at once when nobody waits for it any more. */
  async withPool<T>(
    bug: string | undefined,
    lanes: number,
    { signal }: Call,
    use: (pool: Pool) => Promise<T>,
  ): Promise<T> {
    const how = { drain: 'tick', verify: false, seedTimeoutMs: SEED_TIMEOUT_MS } as const;
    const pool = new Pool({ of: this.of, workers: lanes, bug, ...how });
    let closed: Promise<void> | undefined;
    const close = () => {
      closed ??= pool.close();
      return closed;
    };
    signal.addEventListener('abort', close);
    try {
      const told = await use(pool);
      if (signal.aborted) throw new ToolError('it was cancelled');
      return told;
    } finally {
      signal.removeEventListener('abort', close);
      await close();
    }
  }

  /** Keeps it under the name that is returned. */
  keep(explanation: Explanation): string {
    const id = `x${++this.#explained}`;
    this.#explanations.set(id, explanation);
    if (this.#explanations.size > MOST_EXPLANATIONS) {
      const [oldest] = this.#explanations.keys();
      this.#explanations.delete(oldest!);
    }
    return id;
  }

  explanation(id: string): Explanation {
    const kept = this.#explanations.get(id);
    if (kept) return kept;
    const known = [...this.#explanations.keys()].join(', ');
    throw new ToolError(
      `there is no explanation '${id}'; ${known ? `there are: ${known}` : 'explain makes one'}`,
    );
  }
}

/** The absolute path of a file that is in a folder, also by what it links to. Throws `ToolError` for any other. */
export function inside(folder: string, file: string): string {
  const found = path.resolve(folder, file);
  let real: string;
  try {
    real = realpathSync(found);
  } catch {
    throw new ToolError(`there is no file ${file}`);
  }
  if (!real.startsWith(realpathSync(folder) + path.sep))
    throw new ToolError(`${file} is outside of the project`);
  return found;
}
