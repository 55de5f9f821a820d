/**
 * `groundhog init`: writes a scenario for the project it is run in. It reads and runs nothing, asks nothing, and adds one
 * file.
 *
 * Map: `processes.ts` finds the entry files, `sources.ts` reads what they reach. Of these `env.ts` takes the variables,
 * `routes.ts` the routes, `shapes.ts` what bodies and documents look like, and `stores.ts` the collections; `requests.ts`
 * makes a first workload of it and `values.ts` an environment. `project.ts` puts all of that together, `config.ts` writes
 * it down, and `say.ts` tells it.
 */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { commandLine } from '../harness/called.ts';
import { DEFAULT_FILE } from '../harness/scenario/load.ts';
import { configText } from './config.ts';
import { NothingFound } from './processes.ts';
import { readProject } from './project.ts';
import { saidOf } from './say.ts';

/** What a script can tell from the exit code. */
export const EXIT = {
  written: 0,
  /** There is a scenario already, or nothing was found to write one of. */
  notWritten: 1,
  usage: 2,
} as const;

export interface InitOptions {
  /** The folder of the project; by default the working directory. */
  root?: string;
  force?: boolean;
  /** Entry files, in place of those that are found. */
  entry?: readonly string[];
}

/** What it says, and its exit code. Throws only what is a fault of its own. */
export async function init({ root = '.', force = false, entry = [] }: InitOptions = {}): Promise<{
  code: number;
  text: string;
}> {
  const folder = path.resolve(root);
  const file = path.join(folder, DEFAULT_FILE);
  const refused = (why: string) => ({ code: EXIT.notWritten, text: `init: ${why}` });
  if (existsSync(file) && !(force && statSync(file).isFile()))
    return refused(`there is a ${DEFAULT_FILE} already: --force writes it anew`);
  if (!existsSync(path.join(folder, 'package.json')))
    return refused(`there is no package.json in ${folder}: run it in the folder of your project`);
  try {
    const project = await readProject(folder, entry);
    writeFileSync(file, configText(project));
    return { code: EXIT.written, text: saidOf(project, DEFAULT_FILE) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // What the system refuses, such as to write there, has a code.
    if (error instanceof NothingFound || code !== undefined) return refused(message);
    throw error;
  }
}

/** The command, for the program that has it. */
export function initCommand(): Command {
  return new Command(commandLine('init'))
    .description('Writes a scenario for the project it is run in: groundhog.config.ts, and nothing else.')
    .option('--force', 'write over a scenario that is there already', false)
    .option('--entry <file...>', 'entry files of services (default: as package.json and others name them)')
    .allowExcessArguments(false)
    .addHelpText(
      'after',
      `
Exit codes:
  0 written   1 not written: there is one already, or nothing was found   2 bad usage

Example:
  npx groundhog init && npx groundhog sim --runs 20`,
    )
    .action(async (options: InitOptions) => {
      const { code, text } = await init(options);
      (code === EXIT.written ? console.log : console.error)(text);
      process.exitCode = code;
    });
}
