/** The flag by which every command is told its scenario. The others depend on it, so it is read before them. */
import path from 'node:path';
import { Option } from 'commander';
import { commandName } from '../called.ts';
import {
  DEFAULT_FILE,
  loadScenario,
  lostEntries,
  NoScenario,
  ScenarioError,
  type ScenarioFile,
} from './load.ts';

const INIT = commandName('init');

export const scenarioOption = (): Option =>
  new Option('--scenario <file>', 'what is run, or the folder it is in').default(DEFAULT_FILE);

/** The flag that names it again; none for what is run when nobody says what. */
export function flagsFor(file: string): string[] {
  return file === path.resolve(DEFAULT_FILE) ? [] : ['--scenario', path.relative('.', file)];
}

/** The scenario that the command line names; exits after one clear line when there is none. */
export async function scenarioGiven(command: string, exitCode: number): Promise<ScenarioFile> {
  try {
    const of = await loadScenario(fileIn(process.argv));
    for (const { name, entry } of lostEntries(of))
      throw new ScenarioError(
        `service ${name}: there is no entry file ${entry}; it is named from ${of.root}`,
      );
    return of;
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const isFirst = error instanceof NoScenario && fileIn(process.argv) === undefined;
    console.error(`${command}: ${error.message}${isFirst ? `; ${INIT} writes a first one` : ''}`);
    process.exit(exitCode);
  }
}

function fileIn(args: readonly string[]): string | undefined {
  for (const [i, arg] of args.entries()) {
    if (arg === '--scenario') return args[i + 1];
    if (arg.startsWith('--scenario=')) return arg.slice('--scenario='.length);
  }
  return undefined;
}
