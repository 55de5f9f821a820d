export declare function script(): string;
