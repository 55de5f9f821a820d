// Node 20 does not run `--import` in a worker thread, so TypeScript is taught to each worker here.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
