/** A moment on the clock of a run, as a person reads it wherever one is told. */
export declare const when: (atMs: number) => string;
