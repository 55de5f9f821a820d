export declare function installSubtle(): void;
