/**
 * Sends requests when they are due, whatever the servers do: an open model.
 *
 * A due request takes a free connection of its pool, or waits in the pool's queue for one. Nothing scheduled is
 * ever dropped: each request ends in exactly one outcome, be it an answer, a failure, or `unfinished`.
 * What a client would ask again, or follow, becomes due in its turn (`persistence.ts`), as long as the run goes on.
 * With `closed`, due times are ignored and each connection sends its next request when it has its answer: a request
 * is due when it is sent, and once. When the time is over nothing more is sent, and what is in flight is waited for.
 */

import { clockUs } from './clock.ts';
import { Fleet } from './fleet.ts';
import type { Line } from './line.ts';
import { Persistence, type Turn } from './persistence.ts';
import type { Failure, Outcome, TimedRequest } from './request.ts';

export interface DriverOptions {
  /** Base URLs of each pool of servers. */
  pools: Readonly<Record<string, readonly string[]>>;
  /** Connections to each pool, spread evenly over its servers. */
  connections: number;
  /** Ascending by `dueMs`. */
  requests: readonly TimedRequest[];
  /** A request without an answer for so long after it was sent is cut off. */
  timeoutMs: number;
  /** How long to wait for what is open once all was due. Default: until the last one sent by then has timed out. */
  drainMs?: number;
  /** Send as fast as answers come, for at most so long. */
  closed?: { durationMs: number };
  /** Nothing more becomes due from then on, and what is open is waited for. */
  enough?: AbortSignal;
  /** Ends the run early: what is not due yet is left out, what is open becomes `unfinished`. */
  signal?: AbortSignal;
  /** When time begins, by `clockUs`; default: as soon as the connections stand. */
  startUs?: () => Promise<number>;
  onOutcome(outcome: Outcome): void;
}

interface Flight {
  turn: Turn;
  dueUs: number;
  takenUs: number;
  sentUs: number | null;
}

export interface DriverEnd {
  /** Requests of the list that became due, each of which had an outcome. */
  due: number;
  elapsedUs: number;
}

const SWEEP_MS = 50;

/** Rejects only if the options make no sense; servers that are away are outcomes. */
export async function drive(options: DriverOptions): Promise<DriverEnd> {
  const fleet = new Fleet(options.pools, options.connections);
  try {
    await fleet.connected();
    const startUs = options.startUs ? await options.startUs() : clockUs();
    return await new Driver(options, fleet, startUs).run();
  } finally {
    await fleet.close();
  }
}

class Driver {
  readonly #options: DriverOptions;
  readonly #fleet: Fleet;
  readonly #startUs: number;
  /** Taken, but all connections of the pool are busy. In order of arrival. */
  readonly #waiting = new Map<string, Flight[]>();
  readonly #flights = new Map<Line, Flight>();
  readonly #persistence: Persistence;
  /** Turns that are not due yet. */
  readonly #later = new Set<NodeJS.Timeout>();
  #next = 0;
  #open = 0;
  #withdrawn = 0;
  #begun = false;
  /** Nothing more becomes due. */
  #closing = false;
  /** Nor does what would be asked again. */
  #isEnough = false;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;
  #done: () => void = () => {};

  constructor(options: DriverOptions, fleet: Fleet, startUs: number) {
    this.#options = options;
    this.#fleet = fleet;
    this.#startUs = startUs;
    this.#persistence = new Persistence(options.requests);
    for (const pool of Object.keys(options.pools)) this.#waiting.set(pool, []);
  }

  async run(): Promise<DriverEnd> {
    const { signal, enough } = this.#options;
    const ended = new Promise<void>((resolve) => {
      this.#done = resolve;
    });
    const stop = () => this.#stop();
    const close = () => this.#close();
    signal?.addEventListener('abort', stop);
    enough?.addEventListener('abort', close);
    const sweep = setInterval(() => this.#sweep(), SWEEP_MS);
    this.#fleet.listen({
      onFree: (line) => this.#onFree(line),
      onAnswer: (line, status, body) => this.#finish(line, status, null, body),
      onFailure: (line, failure) => this.#finish(line, 0, failure, null),
      onAway: (line) => this.#onAway(line),
    });
    this.#timer = setTimeout(() => this.#begin(), Math.max(0, (this.#startUs - clockUs()) / 1000));
    if (signal?.aborted) stop();
    await ended;
    signal?.removeEventListener('abort', stop);
    enough?.removeEventListener('abort', close);
    clearInterval(sweep);
    clearTimeout(this.#timer);
    this.#abandon();
    return { due: this.#next - this.#withdrawn, elapsedUs: this.#nowUs() };
  }

  #nowUs(): number {
    return clockUs() - this.#startUs;
  }

  #begin(): void {
    this.#begun = true;
    if (!this.#options.closed) {
      this.#pump();
      return;
    }
    this.#timer = setTimeout(() => this.#close(), this.#options.closed.durationMs);
    for (const line of this.#fleet.lines) if (line.state === 'free') this.#onFree(line);
    this.#endIfNothingIsLeft();
  }

  /** Takes all that is due, and sleeps until the next is. */
  #pump(): void {
    if (this.#stopped || this.#closing) return;
    const { requests } = this.#options;
    for (let nowUs = this.#nowUs(); this.#next < requests.length; nowUs = this.#nowUs()) {
      const dueUs = requests[this.#next]!.dueMs * 1000;
      if (dueUs > nowUs) {
        this.#timer = setTimeout(() => this.#pump(), Math.floor((dueUs - nowUs) / 1000));
        return;
      }
      this.#take(this.#firstTurn(), dueUs, nowUs);
    }
    this.#drain();
  }

  /** Of the next request of the list. */
  #firstTurn(): Turn {
    const index = this.#next++;
    return { index, step: 'first', tries: 0, sent: this.#options.requests[index]! };
  }

  #close(): void {
    if (this.#options.closed) this.#withdraw();
    clearTimeout(this.#timer);
    this.#isEnough = true;
    this.#forgetLater();
    this.#drain();
  }

  #forgetLater(): void {
    for (const timer of this.#later) clearTimeout(timer);
    this.#later.clear();
  }

  /** Closed loop: what waits for a connection of another pool was never sent, so it has not become due. */
  #withdraw(): void {
    for (const queue of this.#waiting.values()) {
      this.#open -= queue.length;
      this.#withdrawn += queue.length;
      queue.length = 0;
    }
  }

  #drain(): void {
    this.#closing = true;
    const { drainMs, timeoutMs } = this.#options;
    this.#timer = setTimeout(() => this.#stop(), drainMs ?? timeoutMs + 2 * SWEEP_MS);
    this.#endIfNothingIsLeft();
  }

  #take(turn: Turn, dueUs: number, takenUs: number): void {
    const { pool } = turn.sent;
    const flight: Flight = { turn, dueUs, takenUs, sentUs: null };
    this.#open++;
    const line = this.#fleet.takeFree(pool);
    if (line) this.#send(line, flight);
    else if (this.#fleet.allAway(pool)) this.#report(flight, '-', 0, 'refused', null);
    else this.#waiting.get(pool)!.push(flight);
  }

  #send(line: Line, flight: Flight): void {
    // The timer that begins the run may be a moment early; nothing is sent before the start.
    flight.sentUs = Math.max(0, this.#nowUs());
    if (this.#options.closed) dueAt(flight, flight.sentUs);
    this.#flights.set(line, flight);
    line.carry(flight.turn.sent);
  }

  #onFree(line: Line): void {
    if (this.#stopped) return;
    const flight = this.#waiting.get(line.pool)!.shift();
    if (flight) this.#send(line, flight);
    else if (!this.#options.closed || !this.#sendNext(line)) this.#fleet.release(line);
  }

  /** Closed loop: the next request is due when a connection is free for it. */
  #sendNext(line: Line): boolean {
    const { requests } = this.#options;
    if (!this.#begun || this.#closing) return false;
    while (this.#next < requests.length) {
      const turn = this.#firstTurn();
      const flight: Flight = { turn, dueUs: 0, takenUs: 0, sentUs: null };
      const { pool } = turn.sent;
      this.#open++;
      const free = pool === line.pool ? line : this.#fleet.takeFree(pool);
      if (free) this.#send(free, flight);
      else this.#waiting.get(pool)!.push(flight);
      if (free === line) return true;
      // A line whose pool is not wanted stays free rather than running far ahead of the others.
      if (!free && this.#waiting.get(pool)!.length >= this.#options.connections) return false;
    }
    return false;
  }

  #onAway(line: Line): void {
    if (!this.#fleet.allAway(line.pool)) return;
    for (const flight of this.#waiting.get(line.pool)!.splice(0))
      this.#report(flight, '-', 0, 'refused', null);
  }

  #finish(line: Line, status: number, failure: Failure | null, body: string | null): void {
    const flight = this.#flights.get(line);
    if (!flight) return;
    this.#flights.delete(line);
    this.#report(flight, line.name, status, failure, body);
  }

  #report(
    flight: Flight,
    connection: string,
    status: number,
    failure: Failure | null,
    body: string | null,
  ): void {
    this.#open--;
    const doneUs = this.#nowUs();
    if (this.#options.closed && flight.sentUs === null) dueAt(flight, doneUs);
    const { turn, ...times } = flight;
    const { index, step } = turn;
    this.#options.onOutcome({ index, step, ...times, doneUs, connection, status, failure, body });
    this.#goOn(turn, status, body, doneUs);
    this.#endIfNothingIsLeft();
  }

  /** A closed loop sends what it has, and nobody in it insists. */
  #goOn(turn: Turn, status: number, body: string | null, nowUs: number): void {
    if (this.#options.closed || this.#isEnough || this.#stopped) return;
    const next = this.#persistence.after(turn, status, body);
    if (!next) return;
    const dueUs = nowUs + next.afterMs * 1000;
    const timer = setTimeout(() => {
      this.#later.delete(timer);
      // The timer may be a moment early.
      this.#take(next.turn, dueUs, Math.max(dueUs, this.#nowUs()));
    }, next.afterMs);
    this.#later.add(timer);
  }

  #endIfNothingIsLeft(): void {
    const { requests } = this.#options;
    const allWasDue = (this.#closing || this.#next === requests.length) && this.#later.size === 0;
    if (this.#open === 0 && (this.#stopped || allWasDue)) this.#done();
  }

  #sweep(): void {
    const overdueUs = clockUs() - this.#options.timeoutMs * 1000;
    for (const line of this.#fleet.lines) {
      if ((line.state === 'busy' || line.state === 'connecting') && line.sinceUs < overdueUs)
        line.cut('timeout');
    }
  }

  #stop(): void {
    this.#stopped = true;
    this.#done();
  }

  #abandon(): void {
    this.#stopped = true;
    this.#forgetLater();
    if (this.#options.closed) this.#withdraw();
    for (const flight of [...this.#flights.values(), ...[...this.#waiting.values()].flat()])
      this.#report(flight, '-', 0, 'unfinished', null);
    this.#flights.clear();
  }
}

/** A closed loop has no schedule: a request is due when its turn comes. */
function dueAt(flight: Flight, us: number): void {
  flight.dueUs = us;
  flight.takenUs = us;
}
