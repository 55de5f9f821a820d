/**
 * The test of a load driver: a server that stalls, driven at a constant rate, has percentiles one can work out.
 *
 * Every `periodMs` the server answers nothing for `stallMs`; what came meanwhile it answers when the stall is over.
 * A request due at a random moment therefore waits, with probability stall / period, a time uniform in
 * [0, stall]. A driver that waits for answers before it sends on never sees most of that.
 */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clockUs } from './clock.ts';

export interface Stall {
  periodMs: number;
  stallMs: number;
}

/** The response time in ms below which this share (0 to 1) of requests stays, the service itself taking no time. */
export function stalledPercentileMs(stall: Stall, share: number): number {
  const undisturbed = 1 - stall.stallMs / stall.periodMs;
  return share <= undisturbed ? 0 : ((share - undisturbed) / (1 - undisturbed)) * stall.stallMs;
}

export interface StallingServer {
  url: string;
  /** When it answered, by path and `clockUs`, in the order in which it did. */
  answers: [path: string, us: number][];
  close(): void;
}

/** Stalls at the end of each period, so that a run of whole periods sees all of every stall. */
export async function startStallingServer(stall: Stall): Promise<StallingServer> {
  const held: ServerResponse[] = [];
  const answers: StallingServer['answers'] = [];
  let startMs: number | undefined;
  let release: NodeJS.Timeout | undefined;
  const answer = (response: ServerResponse) => {
    answers.push([response.req.url!, clockUs()]);
    response.end('ok');
  };
  const server: Server = createServer((request, response) => {
    request.resume();
    startMs ??= performance.now();
    const intoMs = (performance.now() - startMs) % stall.periodMs;
    if (intoMs < stall.periodMs - stall.stallMs) return answer(response);
    held.push(response);
    release ??= setTimeout(() => {
      release = undefined;
      for (const each of held.splice(0)) answer(each);
    }, stall.periodMs - intoMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    close: () => {
      clearTimeout(release);
      server.closeAllConnections();
      server.close();
    },
  };
}
