export declare function installTemporal(): void;
