/**
 * Other people's clients against the model as a process, each through one and the same session: inserts, a duplicate
 * key, transactions that commit, abort and conflict, and a change stream over all of it. Each tells what it saw, a
 * line of JSON per step, and `TRANSCRIPT` is what it must have seen.
 *
 *   driver.ts          the official driver for Node
 *   session.mongosh.js mongosh; found on PATH, or where MONGOSH says
 *   session.py         PyMongo, for Python's own interpreter of this system
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SESSION_WITHIN_MS = 60_000;

export const TRANSCRIPT: readonly unknown[] = [
  { step: 'inserted', ids: [1, 2, 3], count: 3 },
  { step: 'duplicate', code: 11000, keyPattern: { sku: 1 }, keyValue: { sku: 'b' } },
  { step: 'read', skus: ['c', 'b', 'a'] },
  { step: 'committed', inside: [6, 4], outside: [5, 3], after: [6, 4] },
  { step: 'aborted', count: 4 },
  { step: 'conflict', code: 112, transient: true },
  {
    step: 'stream',
    events: [
      { type: 'insert', id: 4 },
      { type: 'update', id: 1, set: { stock: 6 } },
      { type: 'delete', id: 3 },
    ],
  },
];

/** What a program prints of the session; undefined when it is not there, or cannot do its part. */
export interface Tool {
  name: string;
  /** Says what is missing; undefined when nothing is. */
  missing(): Promise<string | undefined>;
  session(uri: string): Promise<unknown[]>;
}

const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const lines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

export function mongosh(command: string): Tool {
  return {
    name: 'mongosh',
    missing: () => absent(command, ['--version'], 'mongosh is neither on PATH nor where MONGOSH says'),
    async session(uri) {
      // It keeps its settings and its history at home: not in ours.
      const home = mkdtempSync(path.join(os.tmpdir(), 'mongosh-'));
      try {
        const args = [uri, '--quiet', '--norc', '--file', script('session.mongosh.js')];
        const env = { ...process.env, HOME: home };
        return lines((await run(command, args, { env, timeout: SESSION_WITHIN_MS })).stdout);
      } finally {
        rmSync(home, { recursive: true, force: true });
      }
    },
  };
}

export function pymongo(python: string): Tool {
  return {
    name: 'PyMongo',
    missing: () => absent(python, ['-c', 'import pymongo'], `${python} has no pymongo`),
    session: async (uri) =>
      lines((await run(python, [script('session.py'), uri], { timeout: SESSION_WITHIN_MS })).stdout),
  };
}

async function absent(command: string, args: string[], why: string): Promise<string | undefined> {
  try {
    await run(command, args, { timeout: SESSION_WITHIN_MS });
    return undefined;
  } catch {
    return why;
  }
}
