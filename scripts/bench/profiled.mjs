// Preloaded into processes by NODE_OPTIONS, which takes no --cpu-prof on Node 20: profiles the whole life of each.
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import path from 'node:path';
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.env.GROUNDHOG_PROFILES) {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.start');
  process.on('exit', () => {
    // Such as `services-inventory`.
    const part = process.argv[1]?.split(path.sep).slice(-3, -1).join('-') ?? 'node';
    session.post('Profiler.stop', (error, { profile } = {}) => {
      if (!error)
        writeFileSync(
          path.join(process.env.GROUNDHOG_PROFILES, `${part}-${process.pid}.cpuprofile`),
          JSON.stringify(profile),
        );
    });
  });
}
