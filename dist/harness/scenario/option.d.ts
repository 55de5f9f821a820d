import { Option } from 'commander';
import { type ScenarioFile } from './load.ts';
export declare const scenarioOption: () => Option;
/** The flag that names it again; none for what is run when nobody says what. */
export declare function flagsFor(file: string): string[];
/** The scenario that the command line names; exits after one clear line when there is none. */
export declare function scenarioGiven(command: string, exitCode: number): Promise<ScenarioFile>;
