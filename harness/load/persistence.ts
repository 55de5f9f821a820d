/** What a client does when it has heard of a request: asks again what got no answer, follows what it was promised. */
import { followPauseMs, isDone, isSuccess, isUndecided, retryPauseMs } from '../workload/insistence.ts';
import type { Followed, Sent, Step, TimedRequest } from './request.ts';

/** One sending of a request of the run, or of what it is followed by. */
export interface Turn {
  /** Position of the request in the list of the run. */
  index: number;
  step: Step;
  /** How many of its step were sent before it. */
  tries: number;
  sent: Sent;
}

export interface Next {
  turn: Turn;
  afterMs: number;
}

/** Two that say the same are of one thing. */
export const whatIsFollowed = ({ pool, path }: Followed): string => `${pool} ${path}`;

export class Persistence {
  readonly #requests: readonly TimedRequest[];
  /** What is followed by somebody already. */
  readonly #followed = new Set<string>();

  constructor(requests: readonly TimedRequest[]) {
    this.#requests = requests;
  }

  /** What comes after a turn that was answered so; status 0: not at all. Undefined: that was all. */
  after(turn: Turn, status: number, body: string | null): Next | undefined {
    const { retry, follow } = this.#requests[turn.index]!;
    if (turn.step === 'follow') {
      const { until } = turn.sent as Followed;
      return isDone(until, parsed(body)) ? undefined : this.#look(turn, turn.tries + 1);
    }
    if (follow && isSuccess(status)) {
      const what = whatIsFollowed(follow);
      if (this.#followed.has(what)) return undefined;
      this.#followed.add(what);
      return this.#look({ ...turn, sent: follow }, 0);
    }
    if (!retry || !isUndecided(status)) return undefined;
    const again: Turn = { ...turn, step: 'again', tries: turn.tries + 1 };
    return { turn: again, afterMs: retryPauseMs(turn.tries, Math.random) };
  }

  #look(turn: Turn, tries: number): Next {
    return { turn: { ...turn, step: 'follow', tries }, afterMs: followPauseMs(tries, Math.random) };
  }
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
