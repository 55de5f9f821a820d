/**
 * `Worker`: a thread of a process, with modules, globals and a `process` of its own, on the same host. It runs between the
 * events of the others and never beside them, so what it does at once the others wait for.
 *
 * It ends by `process.exit` in it, `terminate`, an error that nothing caught, or the close of its port; it does not notice
 * that it has nothing left to do. Its `process` tells neither of its exit nor of what nobody caught. Refused by name: code given as text (`eval`), ports handed over.
 */
import { EventEmitter } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkerOptions } from 'node:worker_threads';
import { asMainThread, asThread, type Thread } from '../../world/context.ts';
import { runtime } from '../../world/runtime.ts';
import { escaped } from '../machine/ask.ts';
import { later } from '../offthread/later.ts';
import { VirtualPort } from '../offthread/ports.ts';
import { ProcessExit } from './process.ts';
import { setOwn } from './set-own.ts';

/** Virtual microseconds until a thread runs its first line. */
const START_US = 10_000;

/** What a thread sees of its process as it runs: what `require('worker_threads')` gives it, and its own `process`. */
export interface ThreadOwn {
  process: NodeJS.Process;
  threads: Record<string, unknown>;
}

/** What makes threads for one process. */
export interface ThreadMaker {
  process: NodeJS.Process;
  /** The file that a name means to the program. */
  resolve(name: string): string;
  /** Runs a file as a thread's entry. The promise is that of its top-level await. */
  run(entry: string, own: ThreadOwn): Promise<unknown> | undefined;
}

const SHARE_ENV = Symbol.for('nodejs.worker_threads.SHARE_ENV');

/** What a process is given for `Worker`. */
export function workerClass(maker: ThreadMaker): object {
  let lastId = 0;
  return class Worker extends EventEmitter implements Thread {
    readonly threadId = ++lastId;
    readonly resourceLimits = {};
    readonly stdin = null;
    readonly stdout = maker.process.stdout;
    readonly stderr = maker.process.stderr;
    isOver = false;
    readonly #port = new VirtualPort();
    /** The thread's own end: it keeps what is posted before somebody listens. */
    #parentPort!: VirtualPort;

    constructor(file: string | URL, options: WorkerOptions = {}) {
      super();
      const { host } = runtime;
      if (options.eval || String(file).startsWith('data:'))
        escaped(host, 'new Worker of code that is no file');
      if (options.transferList?.some((each) => (each as unknown) instanceof VirtualPort))
        escaped(host, 'a port that is handed to a thread');
      const entry = fileOf(file, maker.process.cwd());
      const workerData = structuredClone(options.workerData, { transfer: options.transferList as never });
      asThread(this, () => {
        this.#parentPort = new VirtualPort();
      });
      this.#parentPort.peer = this.#port;
      this.#port.peer = this.#parentPort;
      this.#port.on('message', (value) => this.emit('message', value));
      this.#port.on('close', () => this.#end(0));
      later('worker', `start ${this.threadId}`, START_US, () => {
        if (this.isOver) return;
        this.emit('online');
        asThread(this, () => this.#run(entry, options, workerData));
      });
    }

    #run(entry: string, options: WorkerOptions, workerData: unknown): void {
      const process = this.#processFor(entry, options);
      const { threadId } = this;
      const threads = { isMainThread: false, parentPort: this.#parentPort, workerData, threadId };
      maker.run(maker.resolve(entry), { process, threads })?.catch((error) => this.uncaught(error));
    }

    postMessage(value: unknown, transfer?: never): void {
      if (!this.isOver) this.#port.postMessage(value, transfer);
    }

    #processFor(entry: string, { argv, env }: WorkerOptions): NodeJS.Process {
      const parent = maker.process;
      const own = Object.create(parent) as NodeJS.Process;
      EventEmitter.call(own as never);
      setOwn(own, {
        argv: [parent.argv[0], entry, ...(argv ?? []).map(String)],
        env: (env as unknown) === SHARE_ENV ? parent.env : { ...((env as object) ?? parent.env) },
        exit: (code?: number) => {
          this.#end(Number(code ?? own.exitCode ?? 0));
          throw new ProcessExit();
        },
      });
      return own;
    }

    /** Nothing in the thread caught it. */
    uncaught(error: unknown): void {
      if (error instanceof ProcessExit || this.isOver) return;
      this.#tell('error', error);
      this.#end(1);
    }

    #end(code: number): void {
      if (this.isOver) return;
      this.isOver = true;
      this.#tell('exit', code);
    }

    /** As an event of the process: the thread's own are no more. */
    #tell(event: string, what: unknown): void {
      asMainThread(() => {
        later('worker', `${event} ${this.threadId}`, 0, () => this.emit(event, what));
      });
    }

    terminate(): Promise<number> {
      const ended = new Promise<number>((resolve) => {
        if (this.isOver) resolve(0);
        else this.once('exit', resolve);
      });
      this.#end(1);
      return ended;
    }

    ref(): void {}
    unref(): void {}
    getHeapSnapshot(): never {
      return escaped(runtime.host, 'Worker.getHeapSnapshot');
    }
  };
}

function fileOf(file: string | URL, folder: string): string {
  if (file instanceof URL || String(file).startsWith('file:')) return fileURLToPath(file);
  return path.resolve(folder, file);
}
