/**
 * Holding a run to its invariants: judged on what the stores hold and on what clients were told. The simulator feeds
 * a `Judge` from the committed oplog, the live stack from a change stream. The invariants are the scenario's.
 *
 * | read                       | for                                                      |
 * |----------------------------|----------------------------------------------------------|
 * | `invariant.ts`             | what an invariant sees and says: start here              |
 * | `make.ts`                  | how one is made in a few lines                           |
 * | `kit/`                     | invariants that hold for most systems                    |
 * | `judge.ts`, `stores.ts`    | one run held to them; the mirror of the stores           |
 * | `story.ts`                 | how a violation came about, in sentences                 |
 * | `fault-log.ts`, `exit-log.ts` | what stories tell of faults, and of the ends of processes |
 * | `about.ts`                 | which requests are about what a violation is about       |
 * | `history.ts`               | the history hash: what was told and stored, without time |
 * | `live.ts`                  | a judge fed from a running MongoDB                       |
 */
export { howEnded } from './exit-log.ts';
export { History } from './history.ts';
export type {
  About,
  Answer,
  Change,
  Checker,
  Exit,
  FaultMoment,
  Invariant,
  LogLine,
  Stores,
  Violation,
} from './invariant.ts';
export { Judge, type Judged, type JudgeLimits } from './judge.ts';
