export declare function installEscapes(): void;
