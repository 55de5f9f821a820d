/** What is there before a service starts, as a migration would make it. */
import type { Setup } from '../../groundhog/index.ts';
import { JOBS_DB, LEDGER_DB, STREAMS } from './names.ts';
import type { JobsData } from './workload.ts';

/** May be run again when it did not come to its end. Agenda and emmett make their own indexes. */
export const setup: Setup<JobsData> = async (mongo) => {
  const exists = async (db: string, coll: string) => {
    const [found] = await mongo.db(db).listCollections({ name: coll }).toArray();
    if (!found) await mongo.db(db).createCollection(coll);
  };
  for (const coll of ['jobs', 'mails', 'reports']) await exists(JOBS_DB, coll);
  await exists(LEDGER_DB, STREAMS);
  await mongo.db(JOBS_DB).collection('jobs').createIndex({ 'data.id': 1 }, { unique: true });
};
