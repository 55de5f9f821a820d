/**
 * Takes a system through the phases of a run: warm up (database, set-up, services), chaos (requests are sent, faults
 * strike), heal (all faults end), quiesce (all comes to rest).
 */
import type { FaultMoment } from '../harness/invariants/index.ts';
import { faultKind, faultsOf } from './faults/index.ts';
import { ScheduledFault, type WorldTools } from './faults/schedule.ts';
import { type Plan, warmUpMsOf } from './plan/plan.ts';
import type { System } from './system/system.ts';

export interface Course {
  plan: Plan;
  system: System;
  tools: WorldTools;
  /** How long it stays at rest, to be looked at then; 0: nobody does. */
  restMs: number;
  /** Asked at each event: what is looked for has come, and the run is over. */
  isFound(): boolean;
  onHeal(atMs: number): void;
  onFault(moment: FaultMoment): void;
}

/** After heal, the system has this much virtual time to come to rest. */
const QUIESCE_LIMIT_MS = 180_000;

export class Phases {
  readonly #course: Course;
  /** When all had come to rest, to stay so; null: it has not. */
  restedMs: number | null = null;

  constructor(course: Course) {
    this.#course = course;
  }

  /** Resolves to an empty string, or to what did not come to rest. */
  async run(): Promise<string> {
    const { plan, system, tools, restMs, onHeal } = this.#course;
    const { world } = tools;
    const heal = this.#schedule();
    system.start();
    const warmUpMs = warmUpMsOf(plan);
    await this.#until(() => false, warmUpMs);
    if (!this.#isOver && !system.isWarm())
      return `it did not start in ${warmUpMs} ms, the warmUpMs of its plan: ${system.whatIsCold()}`;

    world.note(null, 'phase', 'chaos');
    system.open();
    await this.#until(() => false, plan.chaosMs);

    world.note(null, 'phase', 'heal');
    heal();
    onHeal(world.nowMs);
    const limitMs = Math.max(world.nowMs, this.#lastArrivalMs()) + QUIESCE_LIMIT_MS;
    // Who sent a request that is held up has long given up on it: the system's own work has its time from heal.
    const settled = await this.#until(() => system.isQuiet(), QUIESCE_LIMIT_MS);
    if (!settled) return this.#notAtRest('heal');

    // Yet such a request may upset what has come to rest: that has its time from the arrival of the last.
    const isQuiet = () => system.isQuiet() && world.nowMs >= this.#lastArrivalMs();
    do {
      const quiet = await this.#until(isQuiet, Math.max(0, limitMs - world.nowMs));
      if (!quiet) return this.#notAtRest('heal and the last arrival');

      world.note(null, 'phase', 'rest');
      this.restedMs = world.nowMs;
      await this.#until(() => false, restMs);
      // A write that the majority of the database had not yet may have ended the rest.
    } while (!this.#isOver && !isQuiet());
    if (this.#isOver || restMs === 0) return '';
    system.visit();
    return (await this.#until(isQuiet, QUIESCE_LIMIT_MS)) ? '' : this.#notAtRest('rest');
  }

  #notAtRest(since: string): string {
    return `not at rest ${QUIESCE_LIMIT_MS / 1000} s after ${since}: ${this.#course.system.whatIsOpen()}`;
  }

  /** When the last of the requests sent so far to a service arrives. */
  #lastArrivalMs(): number {
    const { system, tools } = this.#course;
    const { traffic } = tools.network;
    return Math.max(...[...system.ports].map((port) => traffic.get(port)?.arrivedByUs ?? 0)) / 1000;
  }

  /** Puts the plan's faults on the heap. The function returned ends those in force and drops those to come. */
  #schedule(): () => void {
    const { plan, system, tools, onFault } = this.#course;
    const kinds = faultsOf(system.scenario);
    const faults = plan.faults.map(
      (planned, number) =>
        new ScheduledFault(number, planned, faultKind(kinds, planned.kind), tools, onFault),
    );
    return () => {
      for (const fault of faults) fault.heal();
    };
  }

  /** Runs until `done`, or for `ms` of virtual time; true if `done`, or if the run is over. */
  async #until(done: () => boolean, ms: number): Promise<boolean> {
    if (this.#isOver) return true;
    const { tools, isFound } = this.#course;
    const { world } = tools;
    let timeUp = false;
    const end = world.after(ms, 'time-up', () => {
      timeUp = true;
    });
    await world.run(() => timeUp || isFound() || done(), Number.POSITIVE_INFINITY);
    world.cancel(end);
    return this.#isOver || !timeUp || done();
  }

  /** It failed, or what is waited for has come: the phases that are left end at once. */
  get #isOver(): boolean {
    return this.#course.tools.world.failure !== null || this.#course.isFound();
  }
}
