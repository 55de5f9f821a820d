export declare function installCrypto(): void;
