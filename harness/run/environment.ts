/** Where and of what a figure was measured: without this it means nothing. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import type { Database } from '../mongo/index.ts';
import type { Environment } from './result.ts';

const ROOT = new URL('../../', import.meta.url);
const PACKAGES = ['autocannon', 'fastify', 'mongodb', 'undici'];

export function environmentOf({ source, description, version, members }: Database): Environment {
  const cpus = os.cpus();
  return {
    machine: cpus[0]?.model.trim() || os.arch(),
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    os: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.version,
    packages: Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])),
    database: { source, description, version, members },
    git: gitState(),
  };
}

function versionOf(name: string): string {
  return JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, ROOT), 'utf8')).version;
}

/** Null outside a checkout, or without git. */
function gitState(): Environment['git'] {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return { commit: git('rev-parse', 'HEAD'), dirty: git('status', '--porcelain') !== '' };
  } catch {
    return null;
  }
}
