/** Makes a folder and those above it. Node's own `recursive` never ends where one takes no others, such as /proc. */
export declare function makeFolder(dir: string): void;
