/**
 * One run under load, from an empty machine to a result: start the shop, drive it, watch the invariants, settle,
 * judge, stop.
 *
 * | read                          | for                                                            |
 * |-------------------------------|----------------------------------------------------------------|
 * | `options.ts`, `result.ts`     | what goes in, what comes out: start here                        |
 * | `session.ts`                  | one run in its phases                                           |
 * | `probe.ts`, `kinds.ts`        | what each kind of request should be answered, before and after  |
 * | `schedule.ts`, `drive.ts`     | how many orders are due when; one drive along that              |
 * | `gauge.ts`, `search.ts`       | whether that is borne, and a rate that is                       |
 * | `traffic.ts`                  | the shared workload as requests, outcomes as answers            |
 * | `watch.ts`                    | all that looks on while the run goes                            |
 * | `ledger.ts`, `flows.ts`       | every order accounted for; how long orders and views take       |
 * | `scope.ts`                    | what the counts of orders include beyond those of requests      |
 * | `services.ts`                 | what the processes measured of themselves                       |
 * | `slo.ts`, `verdict.ts`        | limits; the sentence and the exit code                          |
 * | `flaws.ts`, `saturation.ts`   | figures that cannot be trusted; more asked than worked off      |
 */
export { CannotStart, type Progress, type RunOptions } from './options.ts';
export type { LoadResult } from './result.ts';
export { runLoad } from './session.ts';
export { parseSlo } from './slo.ts';
export { EXIT, exitUnkept } from './verdict.ts';
