/** A real mongod on this machine by way of mongodb-memory-server, if its binary is here or can be fetched in time. */
import { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import { DryMongoBinary } from 'mongodb-memory-server-core/lib/util/DryMongoBinary.js';
import { Child, type Ended } from '../stack/child.ts';
import { type Database, NoDatabase } from './database.ts';
import { deployment } from './deployment.ts';

const DOWNLOADS = 'https://fastdl.mongodb.org/';
/** Where there is no way out, that is known at once or soon. */
const REACH_WITHIN_MS = 3000;
const FETCH = new URL('./fetch-binary.ts', import.meta.url);

/** Throws `NoDatabase` when no binary can be had within `fetchWithinMs`, or it does not run here. */
export async function startMemoryServer(fetchWithinMs: number): Promise<Database> {
  if (!(await isCached())) await fetchBinary(fetchWithinMs);
  try {
    const replSet = await MongoMemoryReplSet.create({ replSet: { count: 1, storageEngine: 'wiredTiger' } });
    const told = await deployment(replSet.getUri());
    const ended = new Promise<Ended>((resolve) => {
      for (const { instanceInfo } of replSet.servers)
        instanceInfo?.instance.mongodProcess?.once('exit', (exitCode, signal) =>
          resolve({ name: 'mongod', exitCode, signal, error: null, uncaught: null, lastLine: null }),
        );
    });
    const stop = async () => {
      await replSet.stop({ doCleanup: true, force: true });
    };
    return {
      ...told,
      description: `${told.description}, by mongodb-memory-server`,
      source: 'memory-server',
      ended,
      stop,
    };
  } catch (error) {
    throw new NoDatabase(`mongodb-memory-server does not start: ${(error as Error).message}`);
  }
}

async function isCached(): Promise<boolean> {
  try {
    const options = await DryMongoBinary.generateOptions();
    return (await DryMongoBinary.locateBinary(options)) !== undefined;
  } catch {
    return false;
  }
}

/** In a process of its own, since a download that takes too long cannot be broken off otherwise. */
async function fetchBinary(withinMs: number): Promise<void> {
  try {
    await fetch(DOWNLOADS, { method: 'HEAD', signal: AbortSignal.timeout(REACH_WITHIN_MS) });
  } catch {
    throw new NoDatabase('there is no binary of MongoDB here, and no way to its downloads');
  }
  const child = new Child({ name: 'the download of MongoDB', script: FETCH, args: [] });
  try {
    await child.says((line) => (line === 'fetched' ? true : undefined), withinMs);
  } catch (error) {
    throw new NoDatabase(`there is no binary of MongoDB here, and ${(error as Error).message}`);
  } finally {
    child.kill();
  }
}
