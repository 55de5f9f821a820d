/** The project's own model of a replica set, as a process of its own. */
import type { DatabaseSpec } from '../scenario/scenario.ts';
import { startModel as startProcess } from '../stack/model.ts';
import { type Database, NoDatabase } from './database.ts';
import { deployment } from './deployment.ts';

/** Throws `NoDatabase` when it does not come up. */
export async function startModel(spec?: DatabaseSpec): Promise<Database> {
  const { child, uri } = startProcess(spec);
  try {
    return { ...(await deployment(await uri)), ended: child.ended, stop: () => child.stop() };
  } catch (error) {
    child.kill();
    throw error instanceof NoDatabase ? error : new NoDatabase((error as Error).message);
  }
}
