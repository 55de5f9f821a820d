/** Imported before the simulator, it keeps Node's own. */
export const realTimeout = globalThis.setTimeout;
