import type { Bug } from '../../../groundhog/index.ts';

export const stopsWhileRunning: Bug = {
  name: 'stops-while-running',
  edits: [
    {
      file: 'worker/main.ts',
      find: `  // Not \`stop\`, which unlocks what is running as though it had not begun.
  await agenda.drain();
`,
      replace: `  await agenda.stop();
`,
    },
  ],
  why: 'A worker that is asked to end stops agenda, which unlocks what is running: it counts as over by then.',
  exposedBy: 'The worker is asked to end while it runs a job, and does.',
  caughtBy: ['jobs are done'],
  cause: {
    process: 'worker',
    faults: ['graceful-restart', 'rolling-deploy'],
    moment: { is: 'signal', by: 'worker' },
  },
};
