// Preloaded by every command (package.json), before the loader of TypeScript: an interrupt that arrives while a command
// still loads ends it with the same exit code as one that arrives later. Once a command listens, it alone decides.
import { isMainThread } from 'node:worker_threads';

const INTERRUPTED = 130;

if (isMainThread)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) process.exit(INTERRUPTED);
    });
