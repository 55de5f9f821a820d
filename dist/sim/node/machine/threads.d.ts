export declare function installThreads(): void;
