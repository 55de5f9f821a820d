export declare function installPerformance(): void;
