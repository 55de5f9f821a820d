export { bundle, filesOf } from './program.js';
export { startProcess } from './start.js';
