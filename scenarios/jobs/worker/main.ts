/** Runs jobs. One that fails is run again, later; one whose worker dies is run by another. */
import type { Job } from 'agenda';
import type { JobData } from '../api/jobs.ts';
import { connectAgenda } from '../common/agenda.ts';
import { kinds } from './kinds.ts';

const RETRY_MS = 1000;

/** When Agenda cannot save a job that it runs, it takes the job for running for ever: only a new process helps. */
function end(error: unknown): void {
  console.error(`a job could not be saved: ${(error as Error).message}`);
  process.exit(1);
}

const agenda = await connectAgenda();
agenda.on('error', end);
process.on('unhandledRejection', end);

for (const [kind, work] of Object.entries(kinds))
  agenda.define<JobData>(kind, async (job: Job<JobData>) => {
    job.attrs.failReason = undefined;
    try {
      await work(job.attrs.data);
    } catch (error) {
      console.error(`${kind} ${job.attrs.data.id} fails: ${(error as Error).message}`);
      // Agenda does not try again by itself. Set here, the time is saved with the failure, in one write.
      job.attrs.nextRunAt = new Date(Date.now() + RETRY_MS);
      throw error;
    }
  });

process.once('SIGTERM', async () => {
  // Not `stop`, which unlocks what is running as though it had not begun.
  await agenda.drain();
  process.exit(0);
});

await agenda.start();
