/** Everything that was seen of a load run, from which its result is made. */
import type { LoadEnd } from '../load/index.ts';
import type { Database } from '../mongo/index.ts';
import type { ScenarioFile } from '../scenario/load.ts';
import type { ChaosEvent } from '../stack/chaos.ts';
import type { RunOptions } from './options.ts';
import type { Death, RateSearch, ServiceMetrics } from './result.ts';
import type { SentLog } from './sent.ts';
import type { Traits } from './traits.ts';
import type { Watch } from './watch.ts';

export interface Seen {
  file: ScenarioFile;
  traits: Traits;
  /** Processes of a service; null when the stack was not ours. */
  instances(service: string): number | null;
  options: RunOptions;
  startedAt: Date;
  database: Database;
  /** Null in a closed model. */
  ratePerS: number | null;
  search: RateSearch | null;
  /** The highest rate that was seen to be borne. */
  soundPerS: number | null;
  end: LoadEnd;
  /** Milliseconds that were measured. */
  drivenMs: number;
  watch: Watch;
  metrics: ServiceMetrics[];
  sent: SentLog;
  chaos: ChaosEvent[];
  /** All came to rest within the time allowed; null when it could not be known. */
  settled: boolean | null;
  interrupted: boolean;
  deaths: Death[];
  broken: string[];
}
