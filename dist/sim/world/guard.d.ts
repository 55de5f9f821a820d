import type { World } from './world.ts';
/** The function returned lifts the guard. */
export declare function guard(world: World): () => void;
