/**
 * The simulator, ready to run: Node's edges are replaced before anything else loads. Import it dynamically, before
 * anything loads services and after any bug is planted (`bugs/plant.ts`).
 *
 * What it loads, it loads by `import()`: Node loads those of its own modules that an import statement names before it
 * runs the first line, and `http` keeps the timers that it finds.
 */
// It keeps the folder it is loaded in, which must be the real one.
import 'esbuild';
import './node/install.js';
const { tameLibraries } = await import('./node/libraries.js');
const { endLoading } = await import('./node/machine/loading.js');
export const { drawPlan } = await import('./plan/draw.js');
export const { simulator } = await import('./run.js');
tameLibraries();
endLoading();
