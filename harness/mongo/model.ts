/** The project's own model of a replica set, as a process of its own. */
import { startModel as startProcess } from '../stack/model.ts';
import { type Database, NoDatabase } from './database.ts';
import { deployment } from './deployment.ts';
import type { ServerVersion } from './server-version.ts';

/** Throws `NoDatabase` when it does not come up. */
export async function startModel(version?: ServerVersion): Promise<Database> {
  const { child, uri } = startProcess(version);
  try {
    return { ...(await deployment(await uri)), ended: child.ended, stop: () => child.stop() };
  } catch (error) {
    child.kill();
    throw error instanceof NoDatabase ? error : new NoDatabase((error as Error).message);
  }
}
