/** What each kind of job does. It may be done again, and then has no other effect than once. */
import type { JobData } from '../api/jobs.ts';
import { database, insertOnce } from '../common/database.ts';
import { accountOf, enter } from './ledger.ts';

interface Mail {
  _id: string;
  job: string;
  to: string;
}

interface Report {
  _id: string;
  account: string;
  version: number;
  balance: number;
}

const db = database(process.env.STORE_URL!).db();
/** What is in it is sent by somebody else. */
const mails = db.collection<Mail>('mails');
const reports = db.collection<Report>('reports');

export const kinds: Record<string, (data: JobData) => Promise<void>> = {
  async mail({ id, account }) {
    await insertOnce(mails, { _id: id, job: id, to: account });
  },

  async charge({ id, account, amount }) {
    await enter(account, id, -amount!);
  },

  async report({ id, account }) {
    const { version, balance } = await accountOf(account);
    await insertOnce(reports, { _id: id, account, version, balance });
  },
};
