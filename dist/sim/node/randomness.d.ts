export declare function installRandomness(): void;
