/** Notes the file of whoever called `maker`. */
export declare function noteOrigin(scenario: object, maker: (...args: never[]) => unknown): void;
/** Its absolute path; undefined for what was not made by `scenario`. */
export declare const originOf: (scenario: object) => string | undefined;
