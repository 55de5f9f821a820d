/**
 * What a host must not reach: anything real that would make a run depend on the machine it is on.
 *
 * An escape fails the run with the stack that did it. Left real on purpose: synchronous reads of files, since
 * modules are loaded so and the tree does not change during a run; console, which only writes.
 */
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import fs from 'node:fs';
import net from 'node:net';
import { forbid } from './machine/ask.ts';

/** Asynchronous functions of `fs`: their completion comes from a thread pool, at a real time. */
const FS_ASYNC = [
  'access',
  'appendFile',
  'close',
  'copyFile',
  'fsync',
  'lstat',
  'mkdir',
  'mkdtemp',
  'open',
  'opendir',
  'read',
  'readFile',
  'readdir',
  'readlink',
  'realpath',
  'rename',
  'rm',
  'rmdir',
  'stat',
  'truncate',
  'unlink',
  'write',
  'writeFile',
  'writev',
];

export function installEscapes(): void {
  forbid(net.Socket.prototype, 'net.Socket', ['connect']);
  forbid(dgram, 'dgram', ['createSocket']);
  forbid(childProcess, 'child_process', ['exec', 'execFile', 'fork', 'spawn', 'execSync', 'spawnSync']);
  forbid(fs, 'fs', [...FS_ASYNC, 'createReadStream', 'createWriteStream', 'watch', 'watchFile']);
  forbid(fs.promises, 'fs.promises', FS_ASYNC);
  const lookups = ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveSrv', 'resolveTxt', 'reverse'];
  forbid(dns, 'dns', lookups);
  forbid(dns.promises, 'dns.promises', lookups);
}
