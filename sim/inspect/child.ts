/**
 * The process that is debugged: it runs one plan in its main thread. What it has to say it sends to who started it, which
 * hears an interrupt also while this one stands still.
 */
import type { Session } from 'node:inspector';
import { flawed } from '../command/flawed.ts';
import { prepare } from '../command/prepare.ts';
import { runtime } from '../world/runtime.ts';
import type { Job, Told } from './job.ts';

const tell = (told: Told): void => void process.send!(told);

process.once('disconnect', () => process.exit());
process.once('message', async (job: Job) => {
  const ready = await prepare(job, { forDebugger: true }).catch(flawed);
  // It was a word to tsx, which has been loaded by now.
  delete process.env.NODE_OPTIONS;
  if ('flaw' in ready) return tell({ what: 'flawed', ...ready });
  // After the simulator: it loads `http`, which keeps the timers that it finds.
  const inspector = await import('node:inspector');
  const { stopper } = await import('./stop.ts');
  const { host, port } = job.address;
  inspector.open(port, host);
  const url = inspector.url();
  if (url === undefined)
    return tell({ what: 'flawed', flaw: `nothing can listen on port ${port} of ${host}` });
  tell({ what: 'listens', url });
  inspector.waitForDebugger();
  noteStops(new inspector.Session());
  tell({ what: 'attached' });
  const watch = stopper(job.pauseAt, (line) => tell({ what: 'stops', line }));
  const result = await ready.simulate(job.plan, { drain: job.drain, watch });
  // Node would wait for whoever is attached to go.
  inspector.close();
  process.send!({ what: 'over', result } satisfies Told, () => process.disconnect());
});

/** What is evaluated while all stands still may reach for what is real: that does not end the run. */
function noteStops(session: Session): void {
  session.connect();
  session.on('Debugger.paused', () => {
    runtime.stopped = true;
  });
  session.on('Debugger.resumed', () => {
    runtime.stopped = false;
  });
  session.post('Debugger.enable');
  // A step passes over code only if all who are attached skip it.
  session.post('Debugger.setBlackboxPatterns', { patterns: ['.*'] });
}
