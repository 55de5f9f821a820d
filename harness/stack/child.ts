/**
 * A process of ours that never outlives us.
 *
 * It is killed when this process exits, however that happens; should even that fail (SIGKILL), its IPC channel
 * breaks, on which it ends by itself (`leash.ts`). It has a process group of its own, so that Ctrl-C reaches only
 * us, and we decide what ends when.
 */
import { type ChildProcess, fork } from 'node:child_process';

export interface ChildOptions {
  /** What it is called in messages. */
  name: string;
  /** The TypeScript file it runs. */
  script: URL;
  args: string[];
  /** Modules to load before the script. */
  preload?: URL[];
  /** Gets each line of its output; otherwise only the last ones are kept. */
  onLine?(line: string): void;
  onMessage?(message: unknown): void;
}

const LINES_KEPT = 20;
const GRACE_MS = 3000;
const LEASH = new URL('./leash.ts', import.meta.url);

const living = new Set<Child>();
process.on('exit', () => {
  for (const child of living) child.kill();
});

export class Child {
  readonly name: string;
  /** Resolves with one line that says how it ended. */
  readonly ended: Promise<string>;
  /** The last lines of its output. */
  readonly #lines: string[] = [];
  readonly #process: ChildProcess;
  readonly #listeners = new Set<(line: string) => void>();
  #ended = false;

  constructor(options: ChildOptions) {
    this.name = options.name;
    const preloads = ['tsx', LEASH.href, ...(options.preload ?? []).map(({ href }) => href)];
    this.#process = fork(options.script, options.args, {
      execArgv: preloads.flatMap((module) => ['--import', module]),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    living.add(this);
    if (options.onLine) this.#listeners.add(options.onLine);
    for (const stream of [this.#process.stdout!, this.#process.stderr!]) this.#readLines(stream);
    if (options.onMessage) this.#process.on('message', options.onMessage);
    this.ended = new Promise((resolve) => {
      const end = (how: string) => {
        this.#ended = true;
        living.delete(this);
        resolve(`${this.name} ended (${how}): ${this.#lastWords()}`);
      };
      // 'close' comes after the last of its output.
      this.#process.once('close', (code, signal) => end(signal ?? `exit code ${code}`));
      this.#process.once('error', (error) => end(error.message));
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
    if (!this.#ended) this.#process.kill('SIGSTOP');
  }

  resume(): void {
    if (!this.#ended) this.#process.kill('SIGCONT');
  }

  /** As a crash would. */
  kill(): void {
    if (!this.#ended) this.#process.kill('SIGKILL');
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

  /** What explains its end best: a stack trace says more in its first line than in its last. */
  #lastWords(): string {
    return this.#lines.findLast((line) => /error/i.test(line)) ?? this.#lines.at(-1) ?? 'it said nothing';
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
      void this.ended.then((how) => settle(() => reject(new Error(how))));
    });
  }
}
