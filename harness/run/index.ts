/**
 * One run of a scenario under load, from an empty machine to a result: start its services, drive them, watch the
 * invariants, settle, judge, stop.
 *
 * | read                          | for                                                            |
 * |-------------------------------|----------------------------------------------------------------|
 * | `options.ts`, `result.ts`     | what goes in, what comes out: start here                        |
 * | `session.ts`                  | one run in its phases                                           |
 * | `course.ts`                   | how it goes: phase, time, deaths, whether to go on              |
 * | `measuring.ts`, `settling.ts` | what is driven at which rate; set-up and rest around it         |
 * | `stage.ts`                    | the database, what is set up in it, the services                |
 * | `traits.ts`, `workload.ts`    | what is known of a scenario before; what is sent, and when      |
 * | `probe.ts`, `kinds.ts`        | what each kind of request should be answered, before and after  |
 * | `schedule.ts`, `drive.ts`     | how much is due when; one drive along that                      |
 * | `gauge.ts`, `search.ts`       | whether that is borne, and a rate that is                       |
 * | `traffic.ts`                  | the workload as the driver's requests, outcomes as answers      |
 * | `watch.ts`, `quiet.ts`        | all that looks on while the run goes; waiting for rest          |
 * | `sent.ts`, `excerpts.ts`      | what was sent, as it came; what went wrong, with what was around |
 * | `ledger.ts`, `flow.ts`        | all work accounted for; how long it takes to its end            |
 * | `scope.ts`                    | what the counts of work include beyond those of requests        |
 * | `services.ts`                 | what the processes measured of themselves                       |
 * | `slo.ts`, `verdict.ts`        | limits; the sentence and the exit code                          |
 * | `flaws.ts`, `saturation.ts`   | figures that cannot be trusted; more asked than worked off      |
 */
export { CannotStart, type Progress, type RunOptions } from './options.ts';
export type { LoadResult } from './result.ts';
export { type LoadRun, runLoad } from './session.ts';
export { type Metrics, metricsOf, parseSlo, type Slo } from './slo.ts';
export { traitsOf } from './traits.ts';
export { EXIT, exitUnkept } from './verdict.ts';
