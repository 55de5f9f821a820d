/** Agenda, on a connection that it makes by itself, with the driver that it brings along. */
import { setTimeout as pause } from 'node:timers/promises';
import { Agenda } from 'agenda';

const RETRY_MS = 500;
/** Who is late with its job may find that another has begun it: what a job does bears that. */
const LOCK_MS = 2000;

/** Resolves once there is a connection, however long that takes. */
export async function connectAgenda(): Promise<Agenda> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      console.error(`no jobs yet: ${(error as Error).message}`);
      await pause(RETRY_MS);
    }
  }
}

async function attempt(): Promise<Agenda> {
  const db = { address: process.env.JOBS_URL!, collection: 'jobs' };
  // Of each kind a worker runs one at a time.
  const settings = { db, processEvery: '1 second', defaultLockLifetime: LOCK_MS, defaultConcurrency: 1 };
  return new Promise((resolve, reject) => {
    const agenda = new Agenda(settings, (error) => {
      agenda.off('error', ignore);
      if (!error) return resolve(agenda);
      reject(error);
      void agenda.close({ force: true });
    });
    // It is told of twice.
    const ignore = () => {};
    agenda.on('error', ignore);
  });
}
