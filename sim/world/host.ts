/**
 * A host: one machine of the simulated world, running at most one process.
 *
 * It owns a clock, random streams and every event its code schedules. A crash bumps its incarnation, and all
 * that the dead process had scheduled is dropped when it surfaces; a pause sets events aside until it ends.
 */
import type { SimEvent } from './heap.ts';
import type { Pace } from './pace.ts';
import type { Random } from './random.ts';
import { runtime } from './runtime.ts';
import type { World } from './world.ts';

export type HostState = 'down' | 'up' | 'paused';

/** How far a host's wall clock is from virtual time: `offsetMs` at the start, gaining `driftPpm` µs per second. */
export interface ClockError {
  offsetMs: number;
  driftPpm: number;
}

export type ErrorOrigin = 'uncaughtException' | 'unhandledRejection';

/** How a process ended: an exit code, or the signal it died of; and the error, if nothing caught it. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
  error?: unknown;
  /** What kept it from coming up, if an error did. */
  notUp?: unknown;
}

/** A program of its own on a host (`../node/process/`): what would end the run ends only this. */
export interface HostProcess {
  signal(name: NodeJS.Signals): void;
  uncaught(error: unknown, origin: ErrorOrigin): void;
  unhandledRejection(reason: unknown, promise: Promise<unknown>): void;
  /** Puts the places in a stack right that a compiler has moved. */
  mapStack(text: string): string;
}

/** More often than any code looks at its clock at one instant, unless it waits for it. */
const MOST_LOOKS = 10_000_000;

export class Host {
  readonly world: World;
  readonly name: string;
  /** Small number that differs between hosts: process id, tie-break, address. */
  readonly index: number;
  readonly random: Random;
  /** Randomness of keys, ids and the like, apart from Math.random so that neither moves the other. */
  readonly entropy: Random;
  state: HostState = 'down';
  /** Which life this is. Events carry the life they belong to. */
  incarnation = 0;
  /** Virtual time at which the present process started. */
  startedUs = 0;
  /** What its wall clock said, when that process started, of the moment at which its monotonic one was at zero. */
  originMs = 0;
  /** Called when the process dies, with whether its peers are told: listeners and sockets are taken down. */
  readonly onDeath = new Set<(peersSeeReset: boolean) => void>();
  /** Called when what runs here has come up, as its supervisor sees it. */
  readonly onUp = new Set<() => void>();
  /** Called when a process ended by itself or by a signal, after its death. */
  readonly onExit = new Set<(exit: Exit) => void>();
  /** Called when a process starts, before its first line. */
  readonly onBirth = new Set<() => void>();
  /** The program that runs here, if it is one; null for code of the simulator's own. */
  process: HostProcess | null = null;
  /** What SIGTERM makes of code of the simulator's own; null: it dies of it. */
  terminate: (() => void) | null = null;
  /** Whether it goes in circles, if that is asked. */
  pace: Pace | null = null;
  /** While down: the whole machine is gone, so that nothing answers for it, not even with a reset. */
  silent = false;
  #deferred: SimEvent[] = [];
  #clock: ClockError = { offsetMs: 0, driftPpm: 0 };
  #clockSetUs: number;
  #monotonicMs = 0;
  /** When this process was asked to end; later by as long as it has stood still since. */
  #askedUs: number | null = null;
  #stillSinceUs: number | null = null;
  #rate = 1;
  #lookedUs = 0;
  #looks = 0;

  constructor(world: World, name: string, index: number) {
    this.world = world;
    this.name = name;
    this.index = index;
    this.#clockSetUs = world.startUs;
    this.random = world.streams.get(`host/${name}/random`);
    this.entropy = world.streams.get(`host/${name}/entropy`);
  }

  /** Wall clock of this host in milliseconds since 1970, as a fraction. */
  wallMs(): number {
    this.#look();
    const driftMs = ((this.world.nowUs - this.#clockSetUs) / 1000) * (this.#clock.driftPpm / 1e6);
    return this.world.epochMs + this.world.nowUs / 1000 + this.#clock.offsetMs + driftMs;
  }

  /** Monotonic clock of this host in milliseconds: it drifts, and is never set back. */
  monotonicMs(): number {
    this.#look();
    return this.#elapsedMs();
  }

  #elapsedMs(): number {
    return this.#monotonicMs + ((this.world.nowUs - this.#clockSetUs) / 1000) * this.#rate;
  }

  /** No time passes while code runs: one that waits for the clock in a loop would wait for ever. */
  #look(): void {
    if (this.#lookedUs !== this.world.nowUs) {
      this.#lookedUs = this.world.nowUs;
      this.#looks = 0;
    } else if (++this.#looks > MOST_LOOKS) {
      const error = new Error(
        `${this.name} waits for the clock in a loop, and no time passes while code runs`,
      );
      this.world.fail('looping', error.message, error);
      throw error;
    }
  }

  /** Virtual µs until this host's own clock has advanced by `ms`. */
  toVirtualUs(ms: number): number {
    return Math.round((ms * 1000) / this.#rate);
  }

  /** Sets the wall clock wrong (or right, with zeros) from now on; timers already set keep their time. */
  setClock(clock: ClockError): void {
    this.#monotonicMs = this.#elapsedMs();
    this.#clockSetUs = this.world.nowUs;
    this.#clock = clock;
    this.#rate = 1 + clock.driftPpm / 1e6;
    this.world.note(this, 'clock', `${clock.offsetMs} ${clock.driftPpm}`);
  }

  /** Starts the process: `main` runs as this host's code, now. */
  start(main: () => void): void {
    if (this.state !== 'down') throw new Error(`${this.name} is ${this.state}, it cannot start`);
    this.state = 'up';
    this.startedUs = this.world.nowUs;
    this.originMs = this.wallMs() - this.monotonicMs();
    this.silent = false;
    this.#askedUs = null;
    this.#stillSinceUs = null;
    for (const born of this.onBirth) born();
    this.world.at(this.world.nowUs, this, 'start', '', main);
  }

  /** The process dies at once. Peers see their connections reset, or (a machine gone) silence. */
  crash(peersSeeReset: boolean): void {
    if (this.state === 'down') return;
    this.state = 'down';
    this.incarnation++;
    this.silent = !peersSeeReset;
    this.process = null;
    this.terminate = null;
    // Who dies by its own doing still has code on the stack and in the queues.
    if (runtime.host === this) runtime.ghost = true;
    const deferred = this.#deferred;
    this.#deferred = [];
    this.world.note(this, 'crash', peersSeeReset ? 'reset' : 'silence');
    for (const die of [...this.onDeath]) die(peersSeeReset);
    this.onDeath.clear();
    for (const event of deferred) if (event.run !== null) event.lost?.();
  }

  /** The process ends: by itself, or by a signal that it did not handle. Its peers are told. */
  exit(exit: Exit): void {
    if (this.state === 'down') return;
    this.world.note(this, 'exit', exit.signal ?? String(exit.code));
    this.crash(true);
    for (const hear of this.onExit) hear(exit);
  }

  /** Sends a signal to the process: its handler runs as an event of its own. Code that handles none dies. */
  signal(name: NodeJS.Signals): void {
    if (this.state === 'down') return;
    if (name === 'SIGTERM') this.#askedUs ??= this.world.nowUs;
    const isHandled = this.process !== null || (name === 'SIGTERM' && this.terminate !== null);
    if (name === 'SIGKILL' || !isHandled) {
      this.exit({ code: null, signal: name });
      return;
    }
    this.world.at(this.world.nowUs, this, 'signal', name, () => {
      if (this.process) this.process.signal(name);
      else this.terminate?.();
    });
  }

  /**
   * Milliseconds that the process, or the last one while there is none, has had since it was asked to end (SIGTERM):
   * those in which it stood still are none. Null when nobody asked.
   */
  get afterAskedMs(): number | null {
    if (this.#askedUs === null) return null;
    return Math.max(0, (this.#stillSinceUs ?? this.world.nowUs) - this.#askedUs) / 1000;
  }

  /** Like SIGSTOP: nothing of the process runs; the kernel still answers for its sockets. */
  pause(): void {
    if (this.state !== 'up') return;
    this.state = 'paused';
    this.#stillSinceUs = this.world.nowUs;
    this.world.note(this, 'pause', '');
  }

  /** Like SIGCONT: what fell due meanwhile runs now, in the order in which it fell due. */
  resume(): void {
    if (this.state !== 'paused') return;
    this.state = 'up';
    if (this.#askedUs !== null)
      this.#askedUs += this.world.nowUs - Math.max(this.#stillSinceUs!, this.#askedUs);
    this.#stillSinceUs = null;
    this.world.note(this, 'resume', '');
    const deferred = this.#deferred;
    this.#deferred = [];
    for (const event of deferred) this.world.again(event);
  }

  defer(event: SimEvent): void {
    this.#deferred.push(event);
  }
}
