export { bundle } from './program.js';
export { startProcess } from './start.js';
