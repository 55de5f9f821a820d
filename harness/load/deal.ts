/** Which worker of the driver sends which requests. */
import { whatIsFollowed } from './persistence.ts';
import type { TimedRequest } from './request.ts';

/**
 * Positions in the list of the run, for each worker: dealt out in turn, so that each has its share of every moment; but
 * all that promise the same thing go to one, who follows it once.
 */
export function deal(requests: readonly TimedRequest[], workers: number): number[][] {
  const shares: number[][] = Array.from({ length: workers }, () => []);
  const followers = new Map<string, number>();
  for (const [index, { follow }] of requests.entries()) {
    const inTurn = index % workers;
    const what = follow && whatIsFollowed(follow);
    const worker = what === undefined ? inTurn : (followers.get(what) ?? inTurn);
    if (what !== undefined) followers.set(what, worker);
    shares[worker]!.push(index);
  }
  return shares;
}
