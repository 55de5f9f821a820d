export declare function installPorts(): void;
