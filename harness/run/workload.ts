/** Draws what is sent in a part of a run: the scenario's workload, each request put where the schedule has come so far. */
import fc from 'fast-check';
import seedrandom from 'seedrandom';
import type { Live } from '../scenario/live.ts';
import type { PlannedRequest } from '../scenario/request.ts';
import type { Data, Scenario } from '../scenario/scenario.ts';
import { arrivalTimes, type When } from '../workload/index.ts';
import { type Schedule, timeOfMs, unitsOf } from './schedule.ts';

export interface Drawn {
  /** In the order they are due. */
  requests: PlannedRequest[];
  data: Data;
}

export interface Drawing {
  seed: number;
  arrivals: When['arrivals'];
  /** Each sends its share. */
  clients: number;
  live: Live;
}

/** The same for all parts of a run. */
export type RunDrawing = Omit<Drawing, 'live'> & Pick<Live, 'settings'>;

const BURSTS = 5;

export function drawWorkload(scenario: Scenario, schedule: Schedule, drawing: Drawing): Drawn {
  const { seed, arrivals, clients, live } = drawing;
  const size = Math.max(1, Math.round(unitsOf(schedule)));
  const workload = scenario.workload(fc, { clients, size, swarm: false, live });
  const [drawn] = fc.sample(fc.noBias(workload), { seed, numRuns: 1 });
  const { requests, data } = drawn!;
  // Drawn as if all came at the last rate; then each is put where the schedule has come so far.
  const durationMs = (size * 1000) / schedule.toPerS;
  const when = { durationMs, arrivals, bursts: BURSTS };
  const times = arrivalTimes(requests.length, when, seedrandom(`${seed}:arrivals`));
  const timed = requests.map((request, i) => ({
    ...request,
    atMs: Math.round(1000 * timeOfMs(schedule, (times[i]! * schedule.toPerS) / 1000)) / 1000,
  }));
  return { requests: timed, data };
}

/** The workloads of the parts of one run. */
export class Workloads {
  readonly #scenario: Scenario;
  readonly #drawing: RunDrawing;
  readonly #startedAt: Date;
  #parts = 0;
  /** Requests drawn so far. */
  #drawn = 0;

  constructor(scenario: Scenario, drawing: RunDrawing, startedAt: Date) {
    this.#scenario = scenario;
    this.#drawing = drawing;
    this.#startedAt = startedAt;
  }

  /** What is to be sent along a schedule, of names that no other part of this run or another has. */
  draw(schedule: Schedule): Drawn {
    const { settings, ...drawing } = this.#drawing;
    // Begins with the time, so that runs on one database do not meet; and goes on, so that no part of a run does.
    const prefix = `l${this.#startedAt.getTime().toString(36)}-${++this.#parts}-`;
    const live = { prefix, after: this.#drawn, settings };
    const drawn = drawWorkload(this.#scenario, schedule, { ...drawing, live });
    this.#drawn += drawn.requests.length;
    return drawn;
  }
}
