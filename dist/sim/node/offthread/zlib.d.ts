export declare function installZlib(): void;
