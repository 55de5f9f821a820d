/** A moment on the clock of a run, as a person reads it wherever one is told. */
export const when = (atMs) => `${atMs < 0 ? '-' : '+'}${(Math.abs(atMs) / 1000).toFixed(3)}s`;
