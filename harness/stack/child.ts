/**
 * A process of ours that never outlives us.
 *
 * It is killed when this process exits, however that happens; should even that fail (SIGKILL), its IPC channel
 * breaks, on which it ends by itself (`leash.ts`). It has a process group of its own, so that Ctrl-C reaches only
 * us, and we decide what ends when.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { TSX } from '../called.ts';

export interface ChildOptions {
  /** What it is called in messages. */
  name: string;
  /** The file it runs, TypeScript or JavaScript. */
  script: URL;
  args: string[];
  /** Default: those of this process. */
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Modules to load before the script. */
  preload?: readonly URL[];
  /** Gets each line of its output; otherwise only the last ones are kept. */
  onLine?(line: string): void;
  onMessage?(message: unknown): void;
}

/** How a process ended. */
export interface Ended {
  name: string;
  signal: string | null;
  exitCode: number | null;
  /** Why it could not be started at all. */
  error: string | null;
  /** The error that nobody caught, and that ended it. */
  uncaught: string | null;
  /** What it wrote last; a stack trace says more in its first line. It need not be the cause. */
  lastLine: string | null;
}

/** Sent by somebody else: the process itself has no part in it, and nothing it wrote explains it. */
const FROM_OUTSIDE = new Set(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP']);

/** How it ended, without the name: `was killed by SIGKILL`. */
export function howEnded({ signal, exitCode, error }: Ended): string {
  if (error !== null) return `could not be started: ${error}`;
  return signal === null ? `ended with exit code ${exitCode}` : `was killed by ${signal}`;
}

/** One line for a person: who, how, and its own last words where they may explain it. */
export function endedSentence(ended: Ended): string {
  const { name, signal, lastLine } = ended;
  const mute = lastLine === null || (signal !== null && FROM_OUTSIDE.has(signal));
  return `${name} ${howEnded(ended)}${mute ? '' : `; the last it wrote: ${lastLine}`}`;
}

const LINES_KEPT = 20;
const GRACE_MS = 3000;
const PRELOAD = new URL('./preload.mjs', import.meta.url);
const LEASH = new URL('./leash.ts', import.meta.url);

const living = new Set<Child>();
process.on('exit', () => {
  for (const child of living) child.kill();
});

export class Child {
  readonly name: string;
  readonly ended: Promise<Ended>;
  /** The last lines of its output. */
  readonly #lines: string[] = [];
  readonly #process: ChildProcess;
  readonly #listeners = new Set<(line: string) => void>();
  #ended = false;

  constructor(options: ChildOptions) {
    this.name = options.name;
    const preloads = [LEASH, ...(options.preload ?? [])].map(({ href }) => href);
    const { cwd, env = process.env } = options;
    this.#process = fork(options.script, options.args, {
      ...(cwd !== undefined && { cwd }),
      env: { ...env, GROUNDHOG_PRELOADS: JSON.stringify(preloads) },
      execArgv: [TSX, PRELOAD.href].flatMap((href) => ['--import', href]),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    living.add(this);
    if (options.onLine) this.#listeners.add(options.onLine);
    for (const stream of [this.#process.stdout!, this.#process.stderr!]) this.#readLines(stream);
    if (options.onMessage) this.#process.on('message', options.onMessage);
    let uncaught: string | null = null;
    this.#process.on('message', (message) => {
      if (isUncaught(message)) uncaught = message.uncaught;
    });
    this.ended = new Promise((resolve) => {
      const end = (how: Pick<Ended, 'signal' | 'exitCode' | 'error'>) => {
        this.#ended = true;
        living.delete(this);
        resolve({ name: this.name, ...how, uncaught, lastLine: this.#lastWords() });
      };
      // 'close' comes after the last of its output.
      this.#process.once('close', (exitCode, signal) => end({ exitCode, signal, error: null }));
      this.#process.once('error', ({ message }) => end({ exitCode: null, signal: null, error: message }));
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** The first line of its output that `pick` makes something of. Rejects when it ends, or after `withinMs`. */
  says<T>(pick: (line: string) => T | undefined, withinMs: number): Promise<T> {
    return this.#await(pick, withinMs, (hear) => {
      for (const line of this.#lines) hear(line);
      this.#listeners.add(hear);
      return () => this.#listeners.delete(hear);
    });
  }

  /** The first IPC message that `pick` makes something of. Rejects as `says` does. */
  sends<T>(pick: (message: unknown) => T | undefined, withinMs: number): Promise<T> {
    return this.#await(pick, withinMs, (hear) => {
      this.#process.on('message', hear);
      return () => this.#process.off('message', hear);
    });
  }

  /** Halts it, as a machine that swaps or a debugger would. */
  pause(): void {
    this.#signalGroup('SIGSTOP');
  }

  resume(): void {
    this.#signalGroup('SIGCONT');
  }

  /** As a crash would. */
  kill(): void {
    this.#signalGroup('SIGKILL');
  }

  /** Asks it to end, and kills it if it does not in time. */
  async stop(graceMs = GRACE_MS): Promise<void> {
    if (this.#ended) return;
    // One that was paused could not hear the request.
    this.resume();
    this.#process.kill('SIGTERM');
    const timer = setTimeout(() => this.kill(), graceMs);
    await this.ended;
    clearTimeout(timer);
  }

  /** To it and all that it started, which nobody else would end. */
  #signalGroup(signal: NodeJS.Signals): void {
    const { pid } = this.#process;
    if (this.#ended || pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // It ended just now.
    }
  }

  /** What explains its end best: a stack trace says more in its first line than in its last. */
  #lastWords(): string | null {
    return this.#lines.findLast((line) => /error/i.test(line)) ?? this.#lines.at(-1) ?? null;
  }

  #readLines(stream: NodeJS.ReadableStream): void {
    let rest = '';
    stream.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop()!;
      for (const line of lines) if (line.trim() !== '') this.#onLine(line);
    });
  }

  #onLine(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > LINES_KEPT) this.#lines.shift();
    for (const hear of this.#listeners) hear(line);
  }

  #await<T, M>(
    pick: (heard: M) => T | undefined,
    withinMs: number,
    listen: (hear: (heard: M) => void) => () => void,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      let unlisten = () => {};
      const timer = setTimeout(() => {
        unlisten();
        reject(new Error(`${this.name} was not ready within ${withinMs / 1000} s`));
      }, withinMs);
      const settle = (then: () => void) => {
        clearTimeout(timer);
        unlisten();
        then();
      };
      unlisten = listen((heard) => {
        const found = pick(heard);
        if (found !== undefined) settle(() => resolve(found));
      });
      void this.ended.then((how) => settle(() => reject(new Error(endedSentence(how)))));
    });
  }
}

/** What `leash.ts` tells. */
const isUncaught = (message: unknown): message is { uncaught: string } =>
  typeof (message as { uncaught?: unknown } | null)?.uncaught === 'string';
