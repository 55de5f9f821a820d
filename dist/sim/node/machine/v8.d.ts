export declare function installV8(): void;
