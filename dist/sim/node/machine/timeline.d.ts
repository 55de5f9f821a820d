export declare function installTimeline(): void;
