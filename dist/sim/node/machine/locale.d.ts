export declare function installLocale(): void;
