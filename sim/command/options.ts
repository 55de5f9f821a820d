/** What `npm run sim` is asked for. */
import type { Shard } from '../../harness/campaign/index.ts';
import type { ServerVersion } from '../../harness/mongo/server-version.ts';
import type { ScenarioFile } from '../../harness/scenario/load.ts';
import type { FaultKind } from '../faults/index.ts';
import type { Address, PauseAt } from '../inspect/flags.ts';
import type { Branch } from '../plan/plan.ts';
import type { DrainMode } from '../world/drain.ts';

/** With so many seeds, a state that was never reached is no bad luck. */
export const FAIR_RUNS = 5000;
/** No seed takes a tenth of this. */
export const SEED_TIMEOUT_MS = 300_000;
export const SHRINK_BUDGET_MS = 60_000;

export interface Options {
  /** What is run. */
  of: ScenarioFile;
  seed: number;
  runs: number;
  /** As many as there is time for: `runs` is only a bound. */
  isOpen: boolean;
  workers: number;
  swarm: boolean;
  /** Of what the scenario counts its size in. */
  size?: number;
  members?: number;
  serverVersion?: ServerVersion;
  faults: FaultKind[];
  /** No kind was left out. */
  allFaultsOn: boolean;
  drain: DrainMode;
  verify: boolean;
  maxFailures?: number;
  shard: Shard;
  timeMs?: number;
  seedTimeoutMs: number;
  /** The folder of the results file. */
  results?: string;
  resume: boolean;
  /** Whether a state never reached fails the campaign; absent: if the campaign is large enough. */
  requireSometimes?: boolean;
  plan?: string;
  /** So many neighbours of the plan, to look for what it is of. */
  around?: number;
  /** The one history goes on in another future from a moment on. */
  branch?: Branch;
  bug?: string | undefined;
  /** Each failure of a new kind is shrunk. */
  shrink: boolean;
  shrinkBudgetMs: number;
  /** Threads for that: there is work for all of them, where one seed has work for one. */
  shrinkWorkers: number;
  /** The file of failures that are known, and whether those that occur are put into it. */
  known?: string;
  updateKnown: boolean;
  junit?: string;
  trace?: string;
  log?: string;
  json?: string;
  /** Where a debugger attaches: absent, none is waited for. */
  inspect?: Address;
  pauseAt?: PauseAt;
}
