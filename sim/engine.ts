/**
 * The simulator, ready to run: Node's edges are replaced before anything else loads. Import it dynamically, before
 * anything loads services and after any bug is planted (`bugs/plant.ts`).
 */
import './node/install.ts';
import { tameLibraries } from './node/libraries.ts';
import { endLoading } from './node/machine/loading.ts';

export { drawPlan } from './plan/draw.ts';
export { type Simulate, simulator } from './run.ts';

tameLibraries();
endLoading();
