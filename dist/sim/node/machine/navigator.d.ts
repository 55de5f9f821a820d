export declare function installNavigator(): void;
