export declare function installOs(): void;
