/** Where and of what a figure was measured: without this it means nothing. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Database } from '../mongo/index.ts';
import type { Environment } from './result.ts';

/** What drives, whatever is driven. */
const DRIVER = 'autocannon';

/** `root`: of the scenario, whose packages and commit are told. */
export function environmentOf(
  { source, description, version, members }: Database,
  root: string,
): Environment {
  const cpus = os.cpus();
  return {
    machine: cpus[0]?.model.trim() || os.arch(),
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    os: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.version,
    packages: { [DRIVER]: versionOf(DRIVER, import.meta.dirname) ?? 'unknown', ...packagesOf(root) },
    database: { source, description, version, members },
    git: gitState(root),
  };
}

/** What the scenario's own package asks for, as far as it is installed. */
function packagesOf(root: string): Record<string, string> {
  const { dependencies = {} } = readPackage(path.join(root, 'package.json')) ?? {};
  const installed = Object.keys(dependencies).map((name) => [name, versionOf(name, root)] as const);
  return Object.fromEntries(installed.filter((each): each is [string, string] => each[1] !== undefined));
}

/** Of a package as code in this folder finds it. */
function versionOf(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const found = readPackage(path.join(folder, 'node_modules', name, 'package.json'));
    if (found || path.dirname(folder) === folder) return found?.version;
  }
}

function readPackage(file: string): { version?: string; dependencies?: Record<string, string> } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Null outside a checkout, or without git. */
function gitState(root: string): Environment['git'] {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return { commit: git('rev-parse', 'HEAD'), dirty: git('status', '--porcelain') !== '' };
  } catch {
    return null;
  }
}
