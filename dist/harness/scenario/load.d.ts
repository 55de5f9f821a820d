import type { Scenario } from './scenario.ts';
/** Its message is one line for a person. */
export declare class ScenarioError extends Error {
}
export interface ScenarioFile {
    scenario: Scenario;
    /** Absolute path of the file that exports it. */
    file: string;
    /** The nearest folder above with a `package.json`: entries and the files of bugs are named from there. */
    root: string;
}
export declare const DEFAULT_FILE = "groundhog.config.ts";
/** `file` is a path from the working directory; absent: `groundhog.config.ts` there. Throws `ScenarioError`. */
export declare function loadScenario(file?: string): Promise<ScenarioFile>;
/** The root of the scenario that this file exports. */
export declare function rootOf(file: string): string;
