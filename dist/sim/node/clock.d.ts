export declare function installClock(): void;
