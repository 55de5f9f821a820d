export declare function installStandardStreams(): void;
