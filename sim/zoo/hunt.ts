/** Hunts one bug: runs seeds of each range in order, until an invariant that is expected to catch it does. */
import { type ChildProcess, fork } from 'node:child_process';
import { NODE_FLAGS } from '../../harness/called.ts';
import type { Bug } from '../../harness/scenario/bug.ts';
import { type Flawed, unflawed } from '../command/flawed.ts';
import { SEED_TIMEOUT_MS } from '../command/options.ts';
import type { Job, Told } from './hunter.ts';

export interface Range {
  first: number;
  limit: number;
}

/** What a hunt through one range came to. */
export interface Hunt {
  swarm: boolean;
  first: number;
  /** How many seeds it took; null when the range held none that shows the bug. */
  seeds: number | null;
  /** Time in the simulator, loading the process not counted. */
  seconds: number;
  /** The expected invariants that the last seed broke. */
  by: string[];
  /** Seeds that failed in another way: not what is looked for, but not right either. */
  strays: { seed: number; how: string }[];
}

/** Runs one history; a stand-in for tests. Rejects with `ScenarioError` where the scenario has none. */
export type RunSeed = (job: Job) => Promise<Told>;

export async function huntIn(
  bug: Bug,
  { first, limit }: Range,
  swarm: boolean,
  run: RunSeed,
  signal: AbortSignal,
  onSeed: () => void,
): Promise<Hunt> {
  const hunt: Hunt = { swarm, first, seeds: null, seconds: 0, by: [], strays: [] };
  for (let n = 1; n <= limit && !signal.aborted; n++) {
    const told = await run({ seed: first + n - 1, swarm });
    onSeed();
    hunt.seconds += told.wallMs / 1000;
    const by = told.broken.filter((name) => bug.caughtBy.includes(name));
    if (by.length > 0) return { ...hunt, seeds: n, by };
    if (told.verdict === 'passed') continue;
    hunt.strays.push({ seed: told.seed, how: told.broken.join(', ') || `${told.verdict}: ${told.reason}` });
  }
  return hunt;
}

/**
 * A process of its own in which the bug is planted. It comes back when it dies, or hangs and is ended: the seed is told
 * as one that crashed.
 */
export class Hunter {
  readonly #bug: Bug;
  readonly #scenario: string;
  #child: ChildProcess | undefined;

  /** `scenario`: the file that exports it. */
  constructor(bug: Bug, scenario: string) {
    this.#bug = bug;
    this.#scenario = scenario;
  }

  readonly run: RunSeed = async (job) => {
    this.#child ??= this.#start();
    const child = this.#child;
    const told = await new Promise<Told | Flawed>((resolve) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), SEED_TIMEOUT_MS);
      const end = (told: Told | Flawed) => {
        clearTimeout(timer);
        child.off('message', end).off('exit', died);
        resolve(told);
      };
      const died = (code: number | null, signal: string | null) => {
        this.#child = undefined;
        const reason = `its process ended (${signal ?? code})`;
        end({ seed: job.seed, verdict: 'crashed', reason, wallMs: 0, broken: [] });
      };
      child.on('message', end).on('exit', died);
      child.send(job);
    });
    return unflawed(told);
  };

  close(): void {
    this.#child?.disconnect();
  }

  #start(): ChildProcess {
    const execArgv = ['--max-semi-space-size=64', ...NODE_FLAGS];
    const args = [this.#scenario, JSON.stringify(this.#bug)];
    const child = fork(new URL('./hunter.ts', import.meta.url), args, { execArgv });
    // In an endless loop it would not notice that nobody listens any more.
    const end = () => child.kill('SIGKILL');
    process.once('exit', end);
    child.once('exit', () => process.off('exit', end));
    return child;
  }
}
