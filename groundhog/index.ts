/**
 * What a scenario is written with: `import { scenario, invariant } from 'groundhog'`. It is all that a package of this
 * lets a scenario see; those of this repository see no more.
 *
 * | name                              | for                                                                     |
 * |-----------------------------------|-------------------------------------------------------------------------|
 * | `scenario`                        | what is run and what must hold: the default export of a scenario's file |
 * | `invariant`, `invariant.unique` … | what must hold, of one's own making or from the kit                     |
 * | `sometimes`                       | states that a healthy campaign gets to                                  |
 * | `fault`                           | faults of a scenario's own                                              |
 * | `Bug`                             | planted bugs                                                            |
 * | `fc`, `weighted`, `between`       | drawing: fast-check, and what it lacks                                  |
 * | `mix`                             | a workload in a few lines: kinds of request, each by its weight         |
 * | `sending`, `sent`, `span` …       | a workload of one's own: when, and by whom, what is drawn is sent       |
 * | `arrivalTimes`, `zipf`            | when requests are due, and what is asked for more often                 |
 * | `withDatabase`                    | the connection string of a database by its name                         |
 * | `plural`                          | numbers in words                                                        |
 */
export { default as fc } from 'fast-check';
export type {
  Answer,
  Change,
  Checker,
  Exit,
  Invariant,
  LogLine,
  Stores,
  Violation,
} from '../harness/invariants/index.ts';
export type { Found } from '../harness/invariants/make.ts';
export type { Bug, BugCause, BugMoment, Edit } from '../harness/scenario/bug.ts';
export { between, weighted } from '../harness/scenario/draw.ts';
export type { EngineGiven, EngineSpec } from '../harness/scenario/engine.ts';
export {
  type Amount,
  type FaultKind,
  fault,
  type ScenarioTools,
  type Targets,
} from '../harness/scenario/fault.ts';
export type {
  FlowSpec,
  FlowWatch,
  KindSpec,
  LedgerSpec,
  LiveSpec,
  Moment,
  PageGiven,
  PageSpec,
  SettingSpec,
  Told,
  Totals,
} from '../harness/scenario/live.ts';
export type { Asked, Follow, PlannedRequest, Request } from '../harness/scenario/request.ts';
export {
  type Data,
  type Instance,
  type Rest,
  type Scenario,
  type Service,
  type Setup,
  type Shared,
  scenario,
  type Tally,
  type Workload,
  type WorkloadAsked,
} from '../harness/scenario/scenario.ts';
export type { CollectionSpec, StoresSpec } from '../harness/scenario/stores.ts';
export { withDatabase } from '../harness/scenario/with-database.ts';
export { type Signal, type Sometimes, sometimes, type Watch } from '../harness/sometimes/sometimes.ts';
export { plural } from '../harness/words.ts';
export {
  arrivalTimes,
  type Ingredient,
  inOrder,
  type MixedRequest,
  mix,
  type Popularity,
  type Sending,
  sending,
  sent,
  span,
  type When,
  zipf,
} from '../harness/workload/index.ts';
export { invariant } from './invariant.ts';
