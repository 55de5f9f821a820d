// A worker thread does not inherit the loader of its parent: it brings its own, then the worker.
import { register } from 'tsx/esm/api';

register();
export default (await import('./worker.ts')).default;
