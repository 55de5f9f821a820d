/** Drives a stalling server in this thread, for the driver's own test and for the bench. */
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
    (_, i) => ({ dueMs: (i * 1000) / ratePerS, pool: 'server', kind: 'get', method: 'GET', path: '/' }),
  );
  try {
    const { due } = await drive({
      pools: { server: [server.url] },
      connections,
      requests,
      timeoutMs: 2 * stall.periodMs,
      onOutcome: (outcome) => recorder.record('get', outcome),
    });
    return { recorder, due, answered: server.answered() };
  } finally {
    server.close();
  }
}
