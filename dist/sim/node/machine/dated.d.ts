export declare function installDated(): void;
