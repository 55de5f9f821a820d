// Preloaded by every command (package.json), before the loader of TypeScript: an interrupt that arrives while a command
// still loads ends it with the same exit code as one that arrives later. Once a command listens, it alone decides.
import { isMainThread } from 'node:worker_threads';

const INTERRUPTED = 130;

if (isMainThread) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) process.exit(INTERRUPTED);
    });

  // Who reads what is printed, such as `head`, has gone away: that is as a terminal that does.
  let isClosed = false;
  const onError = (error) => {
    if (error.code !== 'EPIPE') throw error;
    if (!isClosed) process.emit('SIGHUP', 'SIGHUP');
    isClosed = true;
  };
  process.stdout.on('error', onError);
  process.stderr.on('error', onError);
}
