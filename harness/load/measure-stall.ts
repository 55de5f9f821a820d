/** Drives a stalling server in this thread, for the driver's own test and for the bench. */
import { clockUs } from './clock.ts';
import { drive } from './driver.ts';
import { Recorder } from './recorder.ts';
import type { TimedRequest } from './request.ts';
import { type Stall, startStallingServer } from './stall.ts';

export interface StallTrial {
  stall: Stall;
  /** Whole periods to run for. */
  periods: number;
  ratePerS: number;
  connections: number;
}

export async function measureStall({ stall, periods, ratePerS, connections }: StallTrial) {
  const server = await startStallingServer(stall);
  const recorder = new Recorder(1000);
  const requests: TimedRequest[] = Array.from(
    { length: Math.round((periods * stall.periodMs * ratePerS) / 1000) },
    (_, i) => ({ dueMs: (i * 1000) / ratePerS, pool: 'server', kind: 'get', method: 'GET', path: `/${i}` }),
  );
  const doneUs: number[] = [];
  let startUs = 0;
  try {
    const { due } = await drive({
      pools: { server: [server.url] },
      connections,
      requests,
      timeoutMs: 60_000,
      startUs: async () => {
        startUs = clockUs();
        return startUs;
      },
      onOutcome: (outcome) => {
        recorder.record('get', outcome);
        doneUs[outcome.index] = startUs + outcome.doneUs;
      },
    });
    // From when the server had answered until the driver says that it knew.
    const heardAfterUs = server.answers.map(([path, us]) => doneUs[Number(path.slice(1))]! - us);
    return { recorder, due, heardAfterUs };
  } finally {
    server.close();
  }
}
