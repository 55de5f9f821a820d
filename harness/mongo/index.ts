/**
 * Where the live database comes from: a URI, mongodb-memory-server (a real server on this machine), or the
 * project's own model of one. `auto` takes the real server if its binary is at hand or can be had in a few seconds.
 */
import type { DatabaseSpec } from '../scenario/scenario.ts';
import { type Database, NoDatabase } from './database.ts';
import { deployment } from './deployment.ts';
import { startModel } from './model.ts';
import { type DatabaseUser, makeUsers, uriAs } from './users.ts';

export { type Database, NoDatabase } from './database.ts';

const AUTO_FETCH_WITHIN_MS = 8000;
const FETCH_WITHIN_MS = 300_000;

/** `wanted`: its version, where it is the model, and its users. `spec` is `mongodb://…`, `memory-server`, `model` or `auto`. Throws `NoDatabase` if there is none to be had. */
export async function openDatabase(
  spec: string,
  say: (line: string) => void,
  wanted?: DatabaseSpec,
): Promise<Database> {
  if (isMongoUri(spec)) return { ...(await deployment(spec)), stop: async () => {} };
  if (spec === 'memory-server') return startMemoryServer(FETCH_WITHIN_MS, wanted?.users);
  if (spec === 'model') return startModel(wanted);
  try {
    return await startMemoryServer(AUTO_FETCH_WITHIN_MS, wanted?.users);
  } catch (error) {
    if (!(error instanceof NoDatabase)) throw error;
    say(`${error.message}; the model of the database is used instead`);
    return startModel(wanted);
  }
}

/** mongodb-memory-server is not of Groundhog: who wants it installs it. */
async function startMemoryServer(
  fetchWithinMs: number,
  users: readonly DatabaseUser[] = [],
): Promise<Database> {
  const server = await import('./memory-server.ts').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new NoDatabase('mongodb-memory-server-core is not installed');
  });
  const database = await server.startMemoryServer(fetchWithinMs);
  await makeUsers(database.uri, users);
  return { ...database, uri: uriAs(database.uri, users[0]) };
}

export function isDatabaseSpec(spec: string): boolean {
  return ['auto', 'memory-server', 'model'].includes(spec) || isMongoUri(spec);
}

export const isMongoUri = (text: string): boolean => /^mongodb(\+srv)?:\/\/./.test(text);
