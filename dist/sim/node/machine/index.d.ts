export declare function installMachine(): void;
