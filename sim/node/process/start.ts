/**
 * Starts a program on a host, as `node entry` would: modules, globals, `process` and `env` of its own, all of it gone
 * when the process ends. Called as that host's code, in its start (`Host.start`, or under a supervisor).
 */
import type { Host } from '../../world/host.ts';
import { fileModules } from '../files/api.ts';
import { fileCalls } from '../files/calls.ts';
import { filesOf } from '../files/tree.ts';
import { Builtins } from './builtins.ts';
import { makeGlobals } from './globals.ts';
import { Modules } from './modules.ts';
import { type ProcessOptions, VirtualProcess } from './process.ts';
import type { Program } from './program.ts';
import { SharedModules } from './shared.ts';
import { workerClass } from './worker.ts';

/** Of each program, in this thread. */
const shared = new WeakMap<Program, SharedModules>();

/** Resolves once the entry has been evaluated, top-level await included; never, if the process ends before. */
export function startProcess(host: Host, program: Program, options: ProcessOptions = {}): Promise<void> {
  const process = new VirtualProcess(host, program.entry, (stack) => program.mapStack(stack), options);
  const { stdout, stderr } = process;
  host.process = process;
  const tree = filesOf(host);
  tree.show(program.roots);
  const write = (fd: number, chunk: Uint8Array) => process.write(fd, chunk);
  const files = fileModules(fileCalls(tree, () => process.object.cwd(), write));
  const common = shared.get(program) ?? new SharedModules(program);
  shared.set(program, common);
  const modulesFor = (object: NodeJS.Process, threads: Record<string, unknown>, entry: string): Modules => {
    let web: Modules | undefined;
    const globals: Record<string, unknown> = makeGlobals({ object, stdout, stderr }, () => {
      web ??= new Modules(program.web!, around);
      return web.requireMain() as Record<string, unknown>;
    });
    const around = {
      globals,
      builtin: (name: string) => builtins.get(name),
      ...(options.sharing !== false && { shared: (file: string) => common.of(file) }),
    };
    const modules = new Modules(program, around, entry);
    const builtins = new Builtins({
      globals,
      files,
      threads,
      requireFor: (from) => modules.requireFor(from),
    });
    return modules;
  };
  const Worker = workerClass({
    process: process.object,
    resolve: (name) => modules.resolveFromMain(name),
    run: (entry, own) => modulesFor(own.process, { Worker, ...own.threads }, entry).runMain(),
  });
  const modules = modulesFor(process.object, { Worker }, program.entry);
  return new Promise((resolve) => {
    const ended = modules.runMain();
    if (!ended) resolve();
    else
      ended.then(
        () => resolve(),
        (error: unknown) => process.uncaught(error, 'uncaughtException'),
      );
  });
}
