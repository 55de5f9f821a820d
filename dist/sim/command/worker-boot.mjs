// A worker thread does not inherit the loader of its parent: it brings its own, then the worker.
import { register as registerRequire } from 'tsx/cjs/api';
import { register } from 'tsx/esm/api';

register();
// A scenario in a package that is CommonJS is loaded so.
registerRequire();
export default (await import('./worker.js')).default;
