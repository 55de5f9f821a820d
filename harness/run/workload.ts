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
