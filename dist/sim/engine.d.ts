/**
 * The simulator, ready to run: Node's edges are replaced before anything else loads. Import it dynamically, before
 * anything loads services and after any bug is planted (`bugs/plant.ts`).
 *
 * What it loads, it loads by `import()`: Node loads those of its own modules that an import statement names before it
 * runs the first line, and `http` keeps the timers that it finds.
 */
import 'esbuild';
import './node/install.ts';
export declare const drawPlan: typeof import("./plan/draw.ts").drawPlan;
export declare const simulator: typeof import("./run.ts").simulator;
export type { Simulate } from './run.ts';
