/**
 * The world of one run: the event heap, virtual time, the hosts.
 *
 * One event at a time: it runs, then all microtasks and nextTicks it set off run dry, then the next event.
 * Time moves only when nothing is left to run, so an idle hour costs one step of the heap.
 * Read `host.ts` next, then `../node/install.ts` for how real code comes to live here.
 */
import { contextHere, runIn } from './context.ts';
import { type DrainMode, drainers } from './drain.ts';
import { EventHeap, type SimEvent } from './heap.ts';
import { Host } from './host.ts';
import { checkOwners, type Owners } from './owners.ts';
import { Streams } from './random.ts';
import { runtime, whoRuns } from './runtime.ts';
import { Trace, type TraceLine } from './trace.ts';

type FailureKind = 'escaped' | 'crashed' | 'looping';

/** What ends a run from inside: real I/O, a loop, an uncaught error, a broken promise of the simulator's own. */
export class RunFailure extends Error {
  readonly kind: FailureKind;
  constructor(kind: FailureKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
    if (cause instanceof Error && cause.stack) this.stack = cause.stack;
  }
}

/** Called as each line of the trace is written: `goOn` is what it tells of, or nothing where that has just happened. */
export type Before = (line: TraceLine, goOn: () => void) => void;

export interface WorldOptions {
  /** All randomness of the run comes from here. */
  seed: string;
  /** When the world begins on the run's clock, zero or before: what is of interest begins at zero. */
  startMs?: number;
  drain?: DrainMode;
  /** Gets each event as it runs. */
  onTrace?: (line: TraceLine) => void;
  /** Stands before all that happens, for who wants to look then; it must go on. */
  before?: Before | undefined;
  /** Is told of the first failure, where it comes about. */
  onFailure?: ((failure: RunFailure) => void) | undefined;
  /** Checks that who started a chain of work is who runs it (`owners.ts`): it costs much. */
  checkOwners?: boolean | undefined;
}

/** Far more than ever fall due together. */
const MOST_AT_ONCE = 500_000;

/** 2024-01-01T00:00:00Z is zero on the run's clock. */
const EPOCH_MS = Date.UTC(2024, 0, 1);

const nothing = () => {};

export class World {
  readonly epochMs = EPOCH_MS;
  readonly streams: Streams;
  readonly trace: Trace;
  readonly hosts = new Map<string, Host>();
  readonly startUs: number;
  /** The run's clock, in microseconds: the one clock of plans, traces, logs and stories. */
  nowUs: number;
  /** Set by the first failure; the run ends before the next event. */
  failure: RunFailure | null = null;
  /** Some code of its hosts is done by Node in turns of its own loop: each event is given one. */
  needsTurns = false;
  readonly #heap = new EventHeap();
  readonly #drain: DrainMode;
  readonly #before: Before | undefined;
  readonly #onFailure: WorldOptions['onFailure'];
  readonly #tieSalt: number;
  /** Who made what is still to go on, if that is checked. */
  readonly #owners: Owners | null;
  #seq = 0;
  /** Events so far at the present instant. */
  #atOnce = 0;

  constructor(options: WorldOptions) {
    this.startUs = Math.round((options.startMs ?? 0) * 1000);
    this.nowUs = this.startUs;
    this.streams = new Streams(options.seed);
    this.trace = new Trace(options.onTrace);
    this.#drain = options.drain ?? 'tick';
    this.#before = options.before;
    this.#onFailure = options.onFailure;
    this.#owners = options.checkOwners ? new WeakMap() : null;
    this.#tieSalt = Math.floor(this.streams.get('tie')() * 0x7fffffff);
  }

  get nowMs(): number {
    return this.nowUs / 1000;
  }

  host(name: string): Host {
    let host = this.hosts.get(name);
    if (!host) {
      host = new Host(this, name, this.hosts.size + 1);
      this.hosts.set(name, host);
    }
    return host;
  }

  /** Schedules `run` as code of `host` (null: the world's own) at a virtual time that is not past. */
  at(
    timeUs: number,
    host: Host | null,
    kind: string,
    detail: string,
    run: () => void,
    context = host !== null && host === runtime.host ? contextHere() : null,
  ): SimEvent {
    const event: SimEvent = {
      timeUs: Math.max(timeUs, this.nowUs),
      tie: 0,
      seq: this.#seq++,
      host,
      incarnation: host ? host.incarnation : 0,
      kind,
      detail,
      context,
      run,
    };
    event.tie = this.#tie(host, event.timeUs);
    this.#heap.push(event);
    return event;
  }

  /** The world's own event, `ms` milliseconds from now. */
  after(ms: number, kind: string, run: () => void, detail = ''): SimEvent {
    return this.at(this.nowUs + Math.round(ms * 1000), null, kind, detail, run);
  }

  /** Puts an event that was set aside back in, due now, behind what is already due. */
  again(event: SimEvent): void {
    if (event.run === null) return;
    event.timeUs = this.nowUs;
    event.tie = this.#tie(event.host, this.nowUs);
    event.seq = this.#seq++;
    this.#heap.push(event);
  }

  cancel(event: SimEvent): void {
    this.#heap.cancel(event);
  }

  /** Records something that happened outside an event of its own. */
  note(host: Host | null, kind: string, detail: string): void {
    const name = host ? host.name : '-';
    this.trace.add(this.nowUs, name, kind, detail);
    this.#before?.({ seq: this.trace.count, timeUs: this.nowUs, host: name, kind, detail }, nothing);
  }

  fail(kind: FailureKind, message: string, cause?: unknown): void {
    if (this.failure) return;
    this.failure = new RunFailure(kind, message, cause);
    const { process } = runtime.host ?? {};
    if (process) this.failure.stack = process.mapStack(this.failure.stack ?? '');
    this.#onFailure?.(this.failure);
  }

  /** Runs events until `done` says so, the heap is empty, virtual time would pass `limitUs`, or a failure. */
  async run(done: () => boolean, limitUs: number): Promise<'done' | 'empty' | 'limit' | 'failed'> {
    let ending: 'done' | 'empty' | 'limit' | 'failed' = 'done';
    const step = (): boolean => {
      if (this.failure) {
        ending = 'failed';
        return false;
      }
      if (done()) return false;
      const event = this.#next();
      if (!event) {
        ending = 'empty';
        return false;
      }
      if (event.timeUs > limitUs) {
        this.#heap.push(event);
        ending = 'limit';
        return false;
      }
      this.#execute(event);
      return true;
    };
    const endCheck = this.#owners && checkOwners(this, this.#owners);
    await drainers[this.#drain](step, () => this.needsTurns);
    endCheck?.();
    runtime.host = null;
    runtime.ghost = false;
    return ending;
  }

  /** Forgets all that is still to come. */
  clear(): void {
    this.#heap.clear();
  }

  /** The next event whose process still lives; those of a paused host are set aside. */
  #next(): SimEvent | undefined {
    for (;;) {
      const event = this.#heap.pop();
      if (!event) return undefined;
      const { host } = event;
      if (host) {
        if (event.incarnation !== host.incarnation || host.state === 'down') {
          if (event.timeUs > this.nowUs) this.nowUs = event.timeUs;
          event.lost?.();
          continue;
        }
        if (host.state === 'paused') {
          if (event.timeUs > this.nowUs) this.nowUs = event.timeUs;
          host.defer(event);
          continue;
        }
      }
      return event;
    }
  }

  #execute(event: SimEvent): void {
    this.#atOnce = event.timeUs === this.nowUs ? this.#atOnce + 1 : 0;
    this.nowUs = event.timeUs;
    runtime.host = event.host;
    runtime.ghost = false;
    if (this.#atOnce > MOST_AT_ONCE) {
      this.fail(
        'looping',
        `${whoRuns()} goes on for ever at one instant, by event after event of kind ${event.kind}`,
      );
    }
    const { timeUs, kind, detail } = event;
    const host = event.host ? event.host.name : '-';
    const pace = event.host?.pace;
    if (pace?.isTooFast(timeUs, kind, detail))
      this.fail('looping', `${host} goes in circles, faster than any work would: ${pace}`);
    this.trace.add(timeUs, host, kind, detail);
    const run = event.run!;
    event.run = null;
    try {
      if (this.#before)
        this.#before({ seq: this.trace.count, timeUs, host, kind, detail }, () => runIn(event.context, run));
      else runIn(event.context, run);
    } catch (error) {
      this.#uncaught(error);
    }
  }

  #uncaught(error: unknown): void {
    if (runtime.ghost) return;
    const process = runtime.host?.process;
    if (process) {
      process.uncaught(error, 'uncaughtException');
      return;
    }
    this.fail(
      'crashed',
      `uncaught error in ${whoRuns()}: ${error instanceof Error ? error.message : error}`,
      error,
    );
  }

  /** Events of different hosts at one instant run in an order drawn from the seed, events of one host in theirs. */
  #tie(host: Host | null, timeUs: number): number {
    if (!host) return -1;
    let h =
      (this.#tieSalt ^ Math.imul(host.index, 0x9e3779b1) ^ Math.imul(timeUs % 0x7fffffff, 0x85ebca6b)) | 0;
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
    h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
    return ((h ^ (h >>> 15)) >>> 1) * 64 + (host.index & 63);
  }
}
