/**
 * The simulator, ready to run: Node's edges are replaced before anything else loads. Import it dynamically, after
 * any bug is planted (`bugs/plant.ts`), since it loads the services.
 */
import './node/install.ts';
import { tameLibraries } from './node/libraries.ts';
import { endLoading } from './node/machine/loading.ts';

export { run } from './run.ts';

tameLibraries();
endLoading();
