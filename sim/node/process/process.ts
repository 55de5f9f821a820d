/**
 * The `process` of one process: its environment, arguments, streams, signals and end.
 *
 * What it does not say itself it has from Node's own, which answers for the machine (`../machine/`). Its listeners
 * are its own, so that a handler of `SIGTERM` or `uncaughtException` is nobody else's and is gone with it.
 *
 * Not modelled: a process does not end because it has nothing left to do.
 */
import { EventEmitter } from 'node:events';
import path from 'node:path';
import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import { threadHere } from '../../world/context.ts';
import type { ErrorOrigin, Host, HostProcess } from '../../world/host.ts';
import { runtime } from '../../world/runtime.ts';
import { escaped } from '../machine/ask.ts';
import { EXEC_PATH } from '../machine/facts.ts';
import { lifeOf } from '../machine/life.ts';
import { withoutHiddenFrames } from './frames.ts';
import { LineStream } from './lines.ts';
import { setOwn } from './set-own.ts';

export interface ProcessOptions {
  env?: Readonly<Record<string, string | undefined>>;
  /** Arguments after the entry file. */
  argv?: readonly string[];
  cwd?: string;
  stdout?: (line: string) => void;
  stderr?: (line: string) => void;
  /** False: it has a copy of its own also of packages that keep no state (`shared.ts`). */
  sharing?: boolean;
}

/** Thrown by `process.exit`, which does not return: it unwinds what is left of the process. */
export class ProcessExit extends Error {
  override name = 'ProcessExit';
}

type Code = number | string | null | undefined;

/** Numbers of the signals that have a default action of ending the process. */
const DEADLY = new Set([
  'SIGTERM',
  'SIGINT',
  'SIGHUP',
  'SIGQUIT',
  'SIGUSR2',
  'SIGALRM',
  'SIGPIPE',
  'SIGABRT',
]);

/** Hands on what nobody caught and is no matter of the process: how `exit` unwinds, or a thread's. False if it is its own. */
function handOn(error: unknown): boolean {
  if (error instanceof ProcessExit) return true;
  const thread = threadHere();
  thread?.uncaught(error);
  return thread !== undefined;
}

export class VirtualProcess implements HostProcess {
  /** What the program sees. */
  readonly object: NodeJS.Process;
  readonly stdout: LineStream;
  readonly stderr: LineStream;
  readonly #host: Host;
  readonly mapStack: (stack: string) => string;
  #exitCode: Code;
  #exiting = false;
  #capture: ((error: unknown) => void) | null = null;

  constructor(host: Host, entry: string, map: (stack: string) => string, options: ProcessOptions) {
    this.#host = host;
    this.mapStack = map;
    const line = (to: ((line: string) => void) | undefined) => (text: string) => {
      const shown = to && withoutHiddenFrames(text);
      if (shown !== undefined) to!(map(shown));
    };
    this.stdout = new LineStream(1, line(options.stdout));
    this.stderr = new LineStream(2, line(options.stderr));
    this.object = this.#makeObject(entry, options);
  }

  /** Writes to a standard stream by its descriptor; false for any other. */
  write(fd: number, chunk: Uint8Array): boolean {
    if (fd === 1) this.stdout.put(chunk);
    else if (fd === 2) this.stderr.put(chunk);
    return fd === 1 || fd === 2;
  }

  /** The process got a signal: its handler runs, or it dies of it. */
  signal(name: NodeJS.Signals): void {
    if (this.object.emit(name, name as never)) return;
    if (DEADLY.has(name)) this.#die(null, name);
  }

  uncaught(error: unknown, origin: ErrorOrigin): void {
    if (handOn(error)) return;
    const { object } = this;
    object.emit('uncaughtExceptionMonitor' as never, error as never, origin as never);
    try {
      if (this.#capture) this.#capture(error);
      else if (!object.emit('uncaughtException' as never, error as never, origin as never))
        this.#diesOf(error, 1);
    } catch (again) {
      if (!(again instanceof ProcessExit)) this.#diesOf(again, 7);
    }
  }

  unhandledRejection(reason: unknown, promise: Promise<unknown>): void {
    if (handOn(reason)) return;
    try {
      if (this.object.emit('unhandledRejection', reason, promise)) return;
    } catch (error) {
      this.uncaught(error, 'uncaughtException');
      return;
    }
    this.uncaught(reason instanceof Error ? reason : notAnError(reason), 'unhandledRejection');
  }

  #diesOf(error: unknown, code: number): void {
    this.stderr.put(`Uncaught ${inspect(error)}\n`);
    this.#host.world.note(this.#host, 'uncaught', error instanceof Error ? error.message : String(error));
    this.#lastWords(code);
    this.#die(code, null, error);
  }

  /** Listeners of `exit` may still do what needs no waiting. */
  #lastWords(code: number): void {
    if (this.#exiting) return;
    this.#exiting = true;
    this.#exitCode = code;
    try {
      this.object.emit('exit', code);
    } catch (error) {
      if (!(error instanceof ProcessExit)) this.stderr.put(`Uncaught ${inspect(error)}\n`);
    }
  }

  #exit(code: Code): never {
    if (code !== undefined && code !== null) this.#exitCode = code;
    this.#lastWords(Number(this.#exitCode ?? 0));
    this.#die(Number(this.#exitCode ?? 0), null);
    throw new ProcessExit();
  }

  #die(code: number | null, signal: NodeJS.Signals | null, error?: unknown): void {
    if (this.#host.process !== this || runtime.ghost) return;
    this.stdout.flush();
    this.stderr.flush();
    if (error instanceof Error && error.stack) error.stack = this.mapStack(error.stack);
    this.#host.exit({ code, signal, ...(error !== undefined && { error }) });
  }

  #kill(pid: number, signal: string | number = 'SIGTERM'): true {
    const { object } = this;
    if (pid !== object.pid && pid !== 0) {
      throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH', errno: -3, syscall: 'kill' });
    }
    if (signal === 0) return true;
    this.#host.signal((typeof signal === 'string' ? signal : 'SIGTERM') as NodeJS.Signals);
    return true;
  }

  #makeObject(entry: string, options: ProcessOptions): NodeJS.Process {
    const life = lifeOf(this.#host);
    life.argv = [EXEC_PATH, entry, ...(options.argv ?? [])];
    for (const [name, value] of Object.entries(options.env ?? {}))
      if (value !== undefined) life.env[name] = String(value);
    const object = Object.create(process) as NodeJS.Process;
    EventEmitter.call(object as never);
    let folder = options.cwd ?? path.dirname(entry);
    setOwn(object, {
      argv0: 'node',
      stdout: this.stdout,
      stderr: this.stderr,
      mainModule: undefined,
      send: undefined,
      connected: undefined,
      channel: undefined,
      cwd: () => folder,
      chdir: (to: string) => {
        folder = path.resolve(folder, to);
      },
      exit: (code?: Code) => this.#exit(code),
      reallyExit: (code?: Code) => this.#exit(code),
      abort: () => {
        this.#die(null, 'SIGABRT');
        throw new ProcessExit();
      },
      kill: (pid: number, signal?: string | number) => this.#kill(pid, signal),
      dlopen: (_module: unknown, file: string) => escaped(this.#host, `the native addon ${file}`),
      binding: (name: string) => escaped(this.#host, `process.binding('${name}')`),
      emitWarning: (warning: string | Error, given?: string | { type?: string; code?: string }) =>
        this.#warn(warning, given),
      setUncaughtExceptionCaptureCallback: (callback: ((error: unknown) => void) | null) => {
        this.#capture = callback;
      },
      hasUncaughtExceptionCaptureCallback: () => this.#capture !== null,
    });
    Object.defineProperty(object, 'exitCode', {
      get: () => this.#exitCode,
      set: (code: Code) => {
        this.#exitCode = code;
      },
      enumerable: true,
    });
    let stdin: Readable | undefined;
    Object.defineProperty(object, 'stdin', {
      get: () => {
        stdin ??= Object.assign(Readable.from([]), { fd: 0 });
        return stdin;
      },
      enumerable: true,
    });
    return object;
  }

  #warn(warning: string | Error, given?: string | { type?: string; code?: string }): void {
    const { type = 'Warning', code } = typeof given === 'string' ? { type: given } : (given ?? {});
    const error =
      typeof warning === 'string' ? Object.assign(new Error(warning), { name: type, code }) : warning;
    process.nextTick(() => {
      if (this.object.emit('warning', error)) return;
      this.stderr.put(
        `(node:${this.object.pid}) ${code ? `[${code}] ` : ''}${error.name}: ${error.message}\n`,
      );
    });
  }
}

const notAnError = (reason: unknown): Error =>
  Object.assign(
    new Error(
      `This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "${inspect(reason)}".`,
    ),
    { code: 'ERR_UNHANDLED_REJECTION' },
  );
