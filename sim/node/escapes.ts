/**
 * What a host must not reach: anything real that would make a run depend on the machine it is on.
 *
 * An escape fails the run with the stack that did it. Left real on purpose: synchronous reads of files, since
 * modules are loaded so and the tree does not change during a run; console, which only writes.
 */
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import workerThreads from 'node:worker_threads';
import { runtime } from '../world/runtime.ts';
import { escaped, forbid } from './machine/ask.ts';

const require = createRequire(import.meta.url);

/** Asynchronous functions of `fs` end by a thread, at a real time: those that there are in another form too. */
const isAsync = (name: string): boolean => `${name}Sync` in fs;

export function installEscapes(): void {
  forbid(net.Socket.prototype, 'net.Socket', ['connect']);
  forbid(dgram, 'dgram', ['createSocket']);
  forbid(childProcess, 'child_process', ['exec', 'execFile', 'fork', 'spawn', 'execSync', 'spawnSync']);
  forbid(fs, 'fs', Object.keys(fs).filter(isAsync));
  forbid(fs, 'fs', ['createReadStream', 'createWriteStream', 'openAsBlob', 'watch', 'watchFile']);
  forbid(fs.promises, 'fs.promises', Object.keys(fs.promises));
  // Loaded here and not above: they load `http`, which keeps the timers that it finds.
  const [cluster, inspector] = ['cluster', 'inspector'].map((name) => require(`node:${name}`));
  forbid(cluster, 'cluster', ['fork', 'setupPrimary', 'setupMaster']);
  forbid(inspector, 'inspector', ['open']);
  forbid(childProcess, 'child_process', ['execFileSync']);
  forbidToMake(workerThreads, 'worker_threads', 'Worker');
}

/** A class whose objects are real. A process has another of its own. */
function forbidToMake(owner: object, ownerName: string, name: string): void {
  const target = owner as Record<string, object>;
  target[name] = new Proxy(target[name]!, {
    construct: (real, args, newTarget) =>
      runtime.host
        ? escaped(runtime.host, `${ownerName}.${name}`)
        : Reflect.construct(real as never, args, newTarget),
  });
}
