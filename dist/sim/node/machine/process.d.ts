export declare function installProcess(): void;
