export declare function installEnv(): void;
