/**
 * A client: it sends its share of the workload, tries again what got no answer, follows what it was promised to its
 * end, and tells all it was told.
 *
 * It is simulated code like any other: it has a host, real HTTP, and nobody spares it a fault.
 */
import { Agent, request as send } from 'undici';
import type { Answer } from '../../harness/invariants/index.ts';
import type { Asked, Follow, PlannedRequest } from '../../harness/scenario/request.ts';
import { bodyOf, heardOf } from '../../harness/workload/heard.ts';
import {
  followPauseMs,
  isDone,
  isSuccess,
  isUndecided,
  retryPauseMs,
} from '../../harness/workload/insistence.ts';

export interface ClientOptions {
  name: string;
  requests: readonly PlannedRequest[];
  /** Base URLs of all instances of a service. */
  urls(service: string): readonly string[];
  /** Milliseconds of the run, by the world's clock and not by the client's own. */
  nowMs(): number;
  onAnswer(answer: Answer): void;
  /** Of the plan's own requests each try, and what was told; what is followed is none. */
  onAttempt(request: PlannedRequest, status: number): void;
  /** Once nothing it sent or promised itself to follow is open any more. */
  onDone(): void;
}

const REPLY_TIMEOUT_MS = 4000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function runClient(options: ClientOptions): void {
  const agent = new Agent({ connections: 4 });
  const startMs = options.nowMs();
  const following = new Set<string>();
  let turn = 0;
  let open = 1;

  const close = () => {
    if (--open === 0) void agent.close().then(options.onDone, options.onDone);
  };

  /** One request and what was told in answer; status 0 when nothing was. */
  async function ask(asked: Asked): Promise<Answer> {
    const { to, method, path, headers, payload } = asked;
    const sentMs = options.nowMs();
    const urls = options.urls(to);
    const url = `${urls[turn++ % urls.length]}${path}`;
    let status = 0;
    let body: Answer['body'] = null;
    try {
      const response = await send(url, {
        dispatcher: agent,
        signal: AbortSignal.timeout(REPLY_TIMEOUT_MS),
        method,
        headers: { ...headers, ...(payload !== undefined && { 'content-type': 'application/json' }) },
        body: payload === undefined ? undefined : JSON.stringify(payload),
      });
      body = bodyOf(await response.body.text());
      status = response.statusCode;
    } catch {
      // No answer is an answer: the client does not know what became of it.
    }
    const told = { client: options.name, sentMs, atMs: options.nowMs(), status, body };
    const answer = heardOf(asked, told);
    options.onAnswer(answer);
    return answer;
  }

  async function act(request: PlannedRequest): Promise<void> {
    for (let tries = 0; ; tries++) {
      const { status } = await ask(request);
      options.onAttempt(request, status);
      if (isSuccess(status) && request.follow) return follow(request.follow);
      if (!request.retry || !isUndecided(status)) return;
      await pause(retryPauseMs(tries, Math.random));
    }
  }

  async function follow(asked: Follow): Promise<void> {
    const what = `${asked.to} ${asked.path}`;
    if (following.has(what)) return;
    following.add(what);
    for (let looks = 0; ; looks++) {
      await pause(followPauseMs(looks, Math.random));
      if (isDone(asked.until, (await ask(asked)).body)) return;
    }
  }

  for (const request of options.requests) {
    open++;
    setTimeout(() => void act(request).finally(close), request.atMs - (options.nowMs() - startMs));
  }
  close();
}
