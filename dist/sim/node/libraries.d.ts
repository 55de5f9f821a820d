import 'mongodb';
/** Once per process, before the first run. */
export declare function tameLibraries(): void;
/** Before each run. */
export declare function resetLibraries(): void;
