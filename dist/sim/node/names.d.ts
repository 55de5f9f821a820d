export declare function installNames(): void;
