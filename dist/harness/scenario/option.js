/** The flag by which every command is told its scenario. The others depend on it, so it is read before them. */
import path from 'node:path';
import { Option } from 'commander';
import { DEFAULT_FILE, loadScenario, ScenarioError } from './load.js';
export const scenarioOption = () => new Option('--scenario <file>', 'what is run').default(DEFAULT_FILE);
/** The flag that names it again; none for what is run when nobody says what. */
export function flagsFor(file) {
    return file === path.resolve(DEFAULT_FILE) ? [] : ['--scenario', path.relative('.', file)];
}
/** The scenario that the command line names; exits after one clear line when there is none. */
export async function scenarioGiven(command, exitCode) {
    try {
        return await loadScenario(fileIn(process.argv));
    }
    catch (error) {
        if (!(error instanceof ScenarioError))
            throw error;
        console.error(`${command}: ${error.message}`);
        process.exit(exitCode);
    }
}
function fileIn(args) {
    for (const [i, arg] of args.entries()) {
        if (arg === '--scenario')
            return args[i + 1];
        if (arg.startsWith('--scenario='))
            return arg.slice('--scenario='.length);
    }
    return undefined;
}
