/** When and by whom a drawn request is sent: spread over the time of a workload, and over its clients. */
import type fc from 'fast-check';
import type { PlannedRequest, Request } from '../scenario/request.ts';

export interface Sending {
  /** Of the workload's duration. */
  perMille: number;
  client: number;
}

/** What to draw, beside what a request is about: a part of a record of arbitraries. */
export const sending = (
  choice: typeof fc,
  clients: number,
): { [Name in keyof Sending]: fc.Arbitrary<number> } => ({
  perMille: choice.nat(999),
  client: choice.nat(clients - 1),
});

const USUAL_MS = 4000;
const LEAST_MS = 500;
const MOST_MS = 8000;

/** How long requests are sent for, in milliseconds: from crowded to sparse with swarm, else a few seconds. */
export const span = (choice: typeof fc, swarm: boolean): fc.Arbitrary<number> =>
  swarm ? choice.integer({ min: LEAST_MS, max: MOST_MS }) : choice.constant(USUAL_MS);

export const sent = (
  request: Request,
  { perMille, client }: Sending,
  durationMs: number,
): PlannedRequest => ({
  ...request,
  atMs: Math.floor((perMille * durationMs) / 1000),
  client,
});

/** As a workload has its requests: in the order they are due. */
export const inOrder = (requests: readonly PlannedRequest[]): PlannedRequest[] =>
  [...requests].sort((a, b) => a.atMs - b.atMs);
